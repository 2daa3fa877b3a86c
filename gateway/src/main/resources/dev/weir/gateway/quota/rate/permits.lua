-- A call for one limit at the same time: how many permits the epoch has, then how many more it
-- wants. Permits of an epoch that was not heard of for too long are void.
-- KEYS 1 life record; 2 nodes; 3 permits: p:epoch = how many, s:epoch = seq of its last call
-- ARGV 1 life id; 2 the server's run_id; 3 epoch; 4 seq; 5 nodes as the caller knows them;
--      6 settling (ms); 7 limit; 8 least; 9 need; 10 want; 11 own; 12 silent (ms)
-- Granted as by window.lua. Returns {what, granted, 0, used}; what is as there.
local life = redis.call('HMGET', KEYS[1], 'run', 'id', 'since')
if life[1] ~= ARGV[2] or life[2] ~= ARGV[1] then
  return {'life'}
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function text(number)
  return string.format('%.0f', number)
end
local epoch = ARGV[3]
local of = redis.call('HGET', KEYS[3], 'life')
if of and of ~= ARGV[1] then
  redis.call('DEL', KEYS[3])
end
local seq = redis.call('HGET', KEYS[3], 's:' .. epoch)
if seq and tonumber(ARGV[4]) <= tonumber(seq) then
  return {'old'}
end
redis.call('ZADD', KEYS[2], text(now), epoch)

local others = 0
local fields = redis.call('HGETALL', KEYS[3])
for i = 1, #fields, 2 do
  local other = string.match(fields[i], '^p:(.*)$')
  if other and other ~= epoch then
    local heard = redis.call('ZSCORE', KEYS[2], other)
    if heard and tonumber(heard) >= now - tonumber(ARGV[12]) then
      others = others + tonumber(fields[i + 1])
    else
      redis.call('HDEL', KEYS[3], fields[i], 's:' .. other)
    end
  end
end

local least, need, want = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local own = tonumber(ARGV[11])
local room = tonumber(ARGV[7]) - others - own
if now < tonumber(life[3]) + tonumber(ARGV[6]) then
  local nodes = math.max(1, tonumber(ARGV[5]), redis.call('ZCARD', KEYS[2]))
  room = math.min(room, math.max(1, math.floor(tonumber(ARGV[7]) / nodes)) - own)
end
local granted = want
if room < 4 * want then
  granted = need
end
if granted > room then
  granted = (room >= least and least > 0) and room or 0
end
redis.call('HSET', KEYS[3], 'life', ARGV[1], 'p:' .. epoch, text(own + granted),
  's:' .. epoch, ARGV[4])
redis.call('PEXPIRE', KEYS[3], 3600000)
return {'ok', granted, 0, others + own + granted}
