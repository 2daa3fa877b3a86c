-- Takes what one node has decided about breakers, answers with what all have.
-- KEYS[1] hash: deployment -> at|until|reason, in milliseconds; until 0: closed
-- ARGV[1] how long the hash is kept, in milliseconds
-- ARGV[2..] deployment, at, until, reason, of each
local changed = false
for i = 2, #ARGV, 4 do
  local at, till = tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  local known = redis.call('HGET', KEYS[1], ARGV[i])
  local known_at, known_until = 0, 0
  if known then
    local a, u = string.match(known, '^(%d+)|(%d+)|')
    known_at, known_until = tonumber(a), tonumber(u)
  end
  if at > known_at then
    -- Of two ends the later holds.
    if till > 0 and known_until > till then
      till = known_until
    end
    redis.call('HSET', KEYS[1], ARGV[i], string.format('%.0f|%.0f|%s', at, till, ARGV[i + 3]))
    changed = true
  end
end
if changed then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return redis.call('HGETALL', KEYS[1])
