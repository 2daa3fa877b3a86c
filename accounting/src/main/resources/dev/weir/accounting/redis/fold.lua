-- Takes the grants of an ended epoch out of use: every partition counts its spend as past by now.
-- KEYS 1 life record; 2 quotas in which the epoch has a grant
-- ARGV 1 life id; 2 the server's run_id; 3 epoch; 4 at most so many quotas at once
-- Returns how many quotas are left, or 'life' (meant for another life).
local life = redis.call('HMGET', KEYS[1], 'id', 'run', 'phase')
if life[1] ~= ARGV[1] or life[2] ~= ARGV[2] or life[3] == 'wiping' then
  return 'life'
end
local g, q = 'g:' .. ARGV[3], 'q:' .. ARGV[3]
local popped = redis.call('ZPOPMIN', KEYS[2], ARGV[4])
for i = 1, #popped, 2 do
  local quota = popped[i]
  local granted = redis.call('HGET', quota, g)
  if granted then
    local s = tonumber(redis.call('HGET', quota, 'S:' .. ARGV[3]) or '0')
    local less = math.max(tonumber(granted), s) - s
    if less > 0 then
      redis.call('HINCRBY', quota, 'used', string.format('%.0f', -less))
    end
    redis.call('HDEL', quota, g, q)
  end
end
local left = redis.call('ZCARD', KEYS[2])
if left == 0 then
  redis.call('HDEL', KEYS[1], 'a:' .. ARGV[3])
end
return left
