-- A node lives, or stops, and asks which life the data of a tag has. Data whose record is missing or
-- names another server process is lost: a new life begins, in which nothing was used yet.
-- KEYS 1 life record; 2 nodes by when they were heard of (ms)
-- ARGV 1 the server's run_id; 2 epoch; 3 1 if it stops; 4 silent (ms); 5 settling (ms)
-- Returns {life id, number of nodes, 1 if the life has just begun}
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function text(number)
  return string.format('%.0f', number)
end
local life = redis.call('HMGET', KEYS[1], 'run', 'id', 'since')
if life[1] ~= ARGV[1] then
  life = {ARGV[1], ARGV[1] .. ':' .. text(now), text(now)}
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('HSET', KEYS[1], 'run', life[1], 'id', life[2], 'since', life[3])
end
redis.call('PEXPIRE', KEYS[1], 86400000)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', text(now - tonumber(ARGV[4])))
if ARGV[3] == '1' then
  redis.call('ZREM', KEYS[2], ARGV[2])
else
  redis.call('ZADD', KEYS[2], text(now), ARGV[2])
end
redis.call('PEXPIRE', KEYS[2], 86400000)
return {life[2], redis.call('ZCARD', KEYS[2]), now < tonumber(life[3]) + tonumber(ARGV[5]) and 1 or 0}
