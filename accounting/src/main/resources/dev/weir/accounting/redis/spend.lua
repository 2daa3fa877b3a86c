-- Writes one partition's share of all that an owner ever spent.
-- KEYS 1 life record; 2 spend
-- ARGV 1 life id; 2 the server's run_id; 3 partition; 4 version; 5 nano-USD
-- Returns 'ok', 'old' or 'life' (meant for another life).
local life = redis.call('HMGET', KEYS[1], 'id', 'run', 'phase')
if life[1] ~= ARGV[1] or life[2] ~= ARGV[2] or life[3] == 'wiping' then
  return 'life'
end
local before = redis.call('HGET', KEYS[2], 'p:' .. ARGV[3])
if before and tonumber(ARGV[4]) <= tonumber(string.match(before, '^(-?%d+)|')) then
  return 'old'
end
redis.call('HSET', KEYS[2], 'p:' .. ARGV[3], ARGV[4] .. '|' .. ARGV[5])
return 'ok'
