-- A call for one limit in any minute. The ring has a field per bucket of time: what was granted in
-- it, less what was given back, and what was used without a grant. A bucket counts until its last
-- moment is longer ago than a grant counts.
-- KEYS 1 life record; 2 nodes; 3 ring; 4 seq of the epoch's last call for this ring
-- ARGV 1 life id; 2 the server's run_id; 3 epoch; 4 seq; 5 nodes as the caller knows them;
--      6 settling (ms); 7 limit; 8 least; 9 need; 10 want; 11 own; 12 bucket (ms); 13 counts (ms);
--      14 used without a grant, 'age in ms:count,…'; 15 given back, 'bucket:count,…'
-- want is granted while there is plenty, need when there is little, and nothing below least. A life
-- that has just begun grants each node its part of the limit at most, less what it has of it: the
-- others may not have told yet what they used.
-- Returns {what, granted, bucket, used, ms, count, ms, count, …}: when what is used leaves. what is
--   'ok'   noted
--   'life' refused: meant for another life
--   'old'  ignored: this call or a later one was here already
local life = redis.call('HMGET', KEYS[1], 'run', 'id', 'since')
if life[1] ~= ARGV[2] or life[2] ~= ARGV[1] then
  return {'life'}
end
local seq = redis.call('GET', KEYS[4])
if seq and tonumber(ARGV[4]) <= tonumber(seq) then
  return {'old'}
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local size, counts = tonumber(ARGV[12]), tonumber(ARGV[13])
local function text(number)
  return string.format('%.0f', number)
end
redis.call('SET', KEYS[4], ARGV[4], 'PX', text(2 * (counts + size)))

local ring, changed = {}, {}
local fields = redis.call('HGETALL', KEYS[3])
local mine = false
for i = 1, #fields, 2 do
  if fields[i] == 'life' then
    mine = fields[i + 1] == ARGV[1]
  end
end
if #fields > 0 and not mine then
  redis.call('DEL', KEYS[3])
  fields = {}
end
local current = math.floor(now / size)
local oldest = math.floor((now - counts) / size)
for i = 1, #fields, 2 do
  local bucket = tonumber(fields[i])
  if bucket and bucket < oldest then
    redis.call('HDEL', KEYS[3], fields[i])
  elseif bucket then
    ring[bucket] = tonumber(fields[i + 1])
  end
end
local function add(bucket, count)
  ring[bucket] = math.max(0, (ring[bucket] or 0) + count)
  changed[bucket] = true
end
for bucket, count in string.gmatch(ARGV[15], '(-?%d+):(%d+)') do
  if ring[tonumber(bucket)] then
    add(tonumber(bucket), -tonumber(count))
  end
end
for age, count in string.gmatch(ARGV[14], '(%d+):(%d+)') do
  local bucket = math.floor((now - tonumber(age)) / size)
  if bucket >= oldest then
    add(bucket, tonumber(count))
  end
end
local used = 0
for _, count in pairs(ring) do
  used = used + count
end

local least, need, want = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local room = tonumber(ARGV[7]) - used
if now < tonumber(life[3]) + tonumber(ARGV[6]) then
  local nodes = math.max(1, tonumber(ARGV[5]), redis.call('ZCARD', KEYS[2]))
  local part = math.max(1, math.floor(tonumber(ARGV[7]) / nodes)) - tonumber(ARGV[11])
  room = math.min(room, part)
end
local granted = want
if room < 4 * want then
  granted = need
end
if granted > room then
  granted = (room >= least and least > 0) and room or 0
end
if granted > 0 then
  add(current, granted)
  used = used + granted
end

redis.call('HSET', KEYS[3], 'life', ARGV[1])
for bucket in pairs(changed) do
  if ring[bucket] == 0 then
    redis.call('HDEL', KEYS[3], text(bucket))
  else
    redis.call('HSET', KEYS[3], text(bucket), text(ring[bucket]))
  end
end
redis.call('PEXPIRE', KEYS[3], text(2 * (counts + size)))
local buckets = {}
for bucket, count in pairs(ring) do
  if count > 0 then
    buckets[#buckets + 1] = bucket
  end
end
table.sort(buckets)
local answer = {'ok', granted, current, used}
for _, bucket in ipairs(buckets) do
  answer[#answer + 1] = (bucket + 1) * size + counts - now
  answer[#answer + 1] = ring[bucket]
end
return answer
