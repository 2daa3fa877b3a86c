-- Begins a new life of a shard tag's data, if the record is still what the caller saw.
-- KEYS 1 life record
-- ARGV 1 the life id seen, '' if none; 2 the new life id; 3 the server's run_id; 4 partitions
-- Returns {life id, phase} as they are afterwards.
local life = redis.call('HMGET', KEYS[1], 'id', 'run', 'phase')
local id = life[1] or ''
local healthy = life[1] and life[2] == ARGV[3]
if id ~= ARGV[1] or healthy then
  return {id, life[3] or ''}
end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'id', ARGV[2], 'run', ARGV[3], 'parts', ARGV[4], 'phase', 'wiping')
return {ARGV[2], 'wiping'}
