-- wrk asks for the addresses of a file in turn. Arguments: the file, then "anew" to make each address one never asked before.
local paths, asked, anew = {}, 0, false

init = function(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  anew = args[2] == "anew"
end

request = function()
  asked = asked + 1
  local path = paths[asked % #paths + 1]
  if anew then path = path .. (path:find("?", 1, true) and "&" or "?") .. "x=" .. asked end
  return wrk.format("GET", path)
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests": %d, "microseconds": %d, "median": %d, "p99": %d, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
