-- Forgets a call that failed, if it is still the owner's.
-- KEYS: the call.  ARGV: owner.
if redis.call('HGET', KEYS[1], 'o') == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
