-- Asks for the addresses of a file in turn, with the cookies of another file in turn.

local function lines(name)
  local found = {}
  if name then
    for line in io.lines(name) do found[#found + 1] = line end
  end
  return found
end

local addresses, cookies = lines(os.getenv("ADDRESSES")), lines(os.getenv("COOKIES"))
local asked = 0

function request()
  asked = asked + 1
  local headers = {["Accept-Language"] = "en"}
  if #cookies > 0 then headers["Cookie"] = cookies[asked % #cookies + 1] end
  return wrk.format("GET", addresses[asked % #addresses + 1], headers)
end

function done(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format(
    'RESULT {"p50": %.3f, "p95": %.3f, "p99": %.3f, "count": %d, "rate": %.1f, "errors": %d}\n',
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    summary.requests, summary.requests / (summary.duration / 1e6),
    failed.status + failed.connect + failed.read + failed.write + failed.timeout))
end
