-- One call of a node for one quota window: tells its total, then asks for more.
-- KEYS 1 life record; 2 quota; 3 quotas of the epoch; 4 partitions that read the epoch's end;
--      5 wanted quotas
-- ARGV 1 life id; 2 the server's run_id; 3 epoch; 4 seq; 5 total; 6 least; 7 need; 8 want;
--      9 limit; 10 version of the limit; 11 start of the window (ms); 12 its end (ms), '' for never
-- Amounts are whole micro-USD. want is granted while there is plenty, need when there is little or
-- others want the quota too, and nothing below least.
-- Returns {what, life id, granted, limit, used, finished, finished by this epoch, wanted}; what is
--   'ready'   more is granted by the rules above
--   'filling' total is noted, nothing is granted before the life is complete
--   'over'    total is noted, nothing is granted outside the window by this server's clock
--   'life'    refused: meant for another life
--   'old'     ignored: a later call was here already
--   'ended'   refused: the epoch has ended, its leases are void
local life = redis.call('HMGET', KEYS[1], 'id', 'run', 'phase')
if life[1] ~= ARGV[1] or life[2] ~= ARGV[2] or life[3] == 'wiping' then
  return {'life', life[1] or ''}
end
if redis.call('EXISTS', KEYS[4]) == 1 then
  return {'ended', life[1]}
end
local quota, epoch = KEYS[2], ARGV[3]
local h = redis.call('HMGET', quota, 'g:' .. epoch, 'q:' .. epoch, 'S:' .. epoch, 'used', 'lim',
  'limv', 'F', 'F:' .. epoch)
if h[2] and tonumber(ARGV[4]) <= tonumber(h[2]) then
  return {'old', life[1]}
end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local GRACE, KEEP, MARK = 2000, 7 * 86400000, 3000
local limit = tonumber(h[5] or '0')
if not h[6] or tonumber(ARGV[10]) >= tonumber(h[6]) then
  limit = tonumber(ARGV[9])
  redis.call('HSET', quota, 'lim', ARGV[9], 'limv', ARGV[10])
end

local total, least = tonumber(ARGV[5]), tonumber(ARGV[6])
local need, want = tonumber(ARGV[7]), tonumber(ARGV[8])
local settled, used = tonumber(h[3] or '0'), tonumber(h[4] or '0')
local finished, own = tonumber(h[7] or '0'), tonumber(h[8] or '0')
local counted = math.max(tonumber(h[1] or '0'), settled)
local others = used - counted
local room = limit - others - math.max(total, settled)
local mark = redis.call('ZSCORE', KEYS[5], quota)
local wanted = mark and now - tonumber(mark) < MARK
local open = now >= tonumber(ARGV[11]) - GRACE
  and (ARGV[12] == '' or now < tonumber(ARGV[12]) + GRACE)

local granted = 0
if open and life[3] == 'ready' then
  granted = want
  if wanted or room < 4 * want then
    granted = need
  end
  if granted > room then
    granted = (room >= least and least > 0) and room or 0
  end
  if least > 0 and granted == 0 and finished + least <= limit then
    redis.call('ZADD', KEYS[5], string.format('%.0f', now), quota)
    wanted = true
  end
end

local after = others + math.max(total + granted, settled)
local function text(number)
  return string.format('%.0f', number)
end
redis.call('HSET', quota, 'g:' .. epoch, text(total + granted), 'q:' .. epoch, ARGV[4])
if after ~= used then
  redis.call('HINCRBY', quota, 'used', text(after - used))
end
if not h[1] then
  local forget = '+inf'
  if ARGV[12] ~= '' then
    forget = text(tonumber(ARGV[12]) + KEEP)
    redis.call('PEXPIREAT', quota, forget)
  end
  redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', text(now))
  redis.call('ZADD', KEYS[3], forget, quota)
end
local what = (life[3] ~= 'ready' and 'filling') or (open and 'ready') or 'over'
return {what, life[1], granted, limit, after, finished, own, wanted and 1 or 0}
