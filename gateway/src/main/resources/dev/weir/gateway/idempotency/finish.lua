-- Notes that a call succeeded, unless another owner has it by now.
-- KEYS: the call.  ARGV: owner, request, answer (empty: not kept), how long to remember in ms.
local o = redis.call('HGET', KEYS[1], 'o')
if o and o ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'o', ARGV[1], 'f', ARGV[2], 's', 'done')
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 'a', ARGV[3])
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
