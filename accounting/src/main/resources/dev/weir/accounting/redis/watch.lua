-- Looks after a shard tag: says which life it is in, and opens it for grants once every partition
-- has rewritten its part and every epoch open in any of them has announced what it holds.
-- KEYS 1 life record
-- ARGV 1 the server's run_id
-- Returns {life id, '' if none; phase, 'lost' if this server did not begin the life}.
local head = redis.call('HMGET', KEYS[1], 'id', 'run', 'phase')
if not head[1] or head[2] ~= ARGV[1] then
  return {head[1] or '', 'lost'}
end
if head[3] ~= 'filling' then
  return {head[1], head[3]}
end
local fields = redis.call('HGETALL', KEYS[1])
local life = {}
for i = 1, #fields, 2 do
  life[fields[i]] = fields[i + 1]
end
for partition = 0, tonumber(life.parts) - 1 do
  local open = life['o:' .. partition]
  if not open then
    return {life.id, 'filling'}
  end
  for epoch in string.gmatch(string.match(open, '|(.*)$'), '[^,]+') do
    if not life['a:' .. epoch] then
      return {life.id, 'filling'}
    end
  end
end
redis.call('HSET', KEYS[1], 'phase', 'ready')
return {life.id, 'ready'}
