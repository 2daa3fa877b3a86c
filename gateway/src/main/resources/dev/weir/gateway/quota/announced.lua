-- An epoch has told every total it holds under a tag to this life.
-- KEYS 1 life record; 2 partitions that read the epoch's end
-- ARGV 1 life id; 2 the server's run_id; 3 epoch
-- Returns 1 if this is still that life.
local life = redis.call('HMGET', KEYS[1], 'id', 'run', 'phase')
if life[1] ~= ARGV[1] or life[2] ~= ARGV[2] or life[3] == 'wiping' then
  return 0
end
if redis.call('EXISTS', KEYS[2]) == 0 then
  redis.call('HSET', KEYS[1], 'a:' .. ARGV[3], '1')
end
return 1
