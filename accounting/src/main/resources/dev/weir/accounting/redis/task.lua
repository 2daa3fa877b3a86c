-- One partition's epochs: those open, and those whose end it has read.
-- KEYS 1 life record; 2.. for each ended epoch the set of partitions that have read its end
-- ARGV 1 life id; 2 the server's run_id; 3 partition; 4 version; 5 open epochs, comma between;
--      6 how long the end of an epoch is remembered (ms)
-- Returns 'life' (meant for another life) or the positions, from 1, of the ended epochs that all
-- partitions have read the end of: they may be folded.
local life = redis.call('HMGET', KEYS[1], 'id', 'run', 'phase', 'parts', 'o:' .. ARGV[3])
if life[1] ~= ARGV[1] or life[2] ~= ARGV[2] or life[3] == 'wiping' then
  return 'life'
end
-- Read by grant.lua, too: a call that an ended epoch left behind must find this.
local fold = {}
for i = 2, #KEYS do
  redis.call('SADD', KEYS[i], ARGV[3])
  redis.call('PEXPIRE', KEYS[i], ARGV[6])
  if redis.call('SCARD', KEYS[i]) >= tonumber(life[4]) then
    fold[#fold + 1] = i - 1
  end
end
local version = life[5] and tonumber(string.match(life[5], '^(-?%d+)|')) or -1
if tonumber(ARGV[4]) >= version then
  redis.call('HSET', KEYS[1], 'o:' .. ARGV[3], ARGV[4] .. '|' .. ARGV[5])
end
return fold
