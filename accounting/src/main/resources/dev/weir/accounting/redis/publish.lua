-- Writes one partition's share of a quota window: absolute, an older version never overwrites.
-- KEYS 1 life record; 2 quota
-- ARGV 1 life id; 2 the server's run_id; 3 partition; 4 version; 5 past; 6 settled in nano-USD;
--      7 open epochs as 'epoch=s=f,...'; 8 when the quota may be forgotten (ms), '' for never
-- Amounts are whole micro-USD unless said. s: running attempts at their hold and finished ones at
-- cost; f: the finished ones alone.
-- Returns 'ok', 'old', 'gone' (long over) or 'life' (meant for another life).
local life = redis.call('HMGET', KEYS[1], 'id', 'run', 'phase')
if life[1] ~= ARGV[1] or life[2] ~= ARGV[2] or life[3] == 'wiping' then
  return 'life'
end
local quota, field = KEYS[2], 'p:' .. ARGV[3]
if ARGV[8] ~= '' and tonumber(redis.call('TIME')[1]) * 1000 >= tonumber(ARGV[8]) then
  return 'gone'
end

local change = {}
local function add(list, sign)
  for epoch, s, f in string.gmatch(list, '([^=,]+)=(%d+)=(%d+)') do
    local c = change[epoch] or {0, 0}
    change[epoch] = {c[1] + sign * tonumber(s), c[2] + sign * tonumber(f)}
  end
end
local past = tonumber(ARGV[5])
local before = redis.call('HGET', quota, field)
if before then
  local version, was, _, list = string.match(before, '^(-?%d+)|(%d+)|(%d+)|(.*)$')
  if tonumber(ARGV[4]) <= tonumber(version) then
    return 'old'
  end
  past = past - tonumber(was)
  add(list, -1)
end
add(ARGV[7], 1)

local function text(number)
  return string.format('%.0f', number)
end
local function store(name, number)
  if number == 0 then
    redis.call('HDEL', quota, name)
  else
    redis.call('HSET', quota, name, text(number))
  end
end
local used, finished = past, past
for epoch, c in pairs(change) do
  local e = redis.call('HMGET', quota, 'S:' .. epoch, 'F:' .. epoch, 'g:' .. epoch)
  local s, f, g = tonumber(e[1] or '0'), tonumber(e[2] or '0'), tonumber(e[3] or '0')
  used = used + math.max(g, s + c[1]) - math.max(g, s)
  finished = finished + c[2]
  store('S:' .. epoch, s + c[1])
  store('F:' .. epoch, f + c[2])
end
redis.call('HINCRBY', quota, 'used', text(used))
redis.call('HINCRBY', quota, 'F', text(finished))
redis.call('HSET', quota, field, ARGV[4] .. '|' .. ARGV[5] .. '|' .. ARGV[6] .. '|' .. ARGV[7])
if ARGV[8] ~= '' then
  redis.call('PEXPIREAT', quota, ARGV[8])
end
return 'ok'
