-- Removes remains of the life before. Only while the named life is being wiped: nobody writes then,
-- so a wiper that comes late can't remove what belongs to the new life.
-- KEYS 1 life record; 2.. keys to remove
-- ARGV 1 life id; 2 '1' if nothing is left, so that the tag may be filled
-- Returns 1 if it did.
local life = redis.call('HMGET', KEYS[1], 'id', 'phase')
if life[1] ~= ARGV[1] or life[2] ~= 'wiping' then
  return 0
end
for i = 2, #KEYS do
  redis.call('UNLINK', KEYS[i])
end
if ARGV[2] == '1' then
  redis.call('HSET', KEYS[1], 'phase', 'filling')
end
return 1
