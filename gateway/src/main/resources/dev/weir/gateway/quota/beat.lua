-- What a node asks of every tag once a second.
-- KEYS 1 life record; 2 wanted quotas; 3 partitions that read the epoch's end
-- ARGV 1 the server's run_id
-- Returns {life id, phase, wanted quotas, fields of the life record while it is filling}; the id is
-- '' where there is no life of this server. The phase is 'ended' if the node's epoch has ended.
local life = redis.call('HMGET', KEYS[1], 'id', 'run', 'phase')
if not life[1] or life[2] ~= ARGV[1] then
  return {'', 'lost', {}, {}}
end
if redis.call('EXISTS', KEYS[3]) == 1 then
  return {life[1], 'ended', {}, {}}
end
local now = tonumber(redis.call('TIME')[1]) * 1000
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now - 3000))
local fields = {}
if life[3] == 'filling' then
  fields = redis.call('HGETALL', KEYS[1])
end
return {life[1], life[3], redis.call('ZRANGE', KEYS[2], 0, -1), fields}
