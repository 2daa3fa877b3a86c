-- Claims a call, or says who has it; the owner's own claim is renewed.
-- KEYS: the call.  ARGV: owner, request, lease in ms (0: only look).
-- Hash: o owner, f request, s running | done, a answer (none: not kept).
local o, f, s = unpack(redis.call('HMGET', KEYS[1], 'o', 'f', 's'))
if not o then
  if ARGV[3] == '0' then
    return {'none'}
  end
  redis.call('HSET', KEYS[1], 'o', ARGV[1], 'f', ARGV[2], 's', 'running')
elseif f ~= ARGV[2] then
  return {'different'}
elseif s == 'done' then
  return {'done', redis.call('HGET', KEYS[1], 'a') or ''}
elseif o ~= ARGV[1] then
  return {'running'}
end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {'claimed'}
