// SPDX-License-Identifier: Apache-2.0
// What the page does, in numbers that are the same on every machine: how often its functions are called.

// The calls of the page's own functions during `act`.
export async function callsOf(window, act) {
  const session = await window.context.newCDPSession(window.page);
  await session.send("Profiler.enable");
  await session.send("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  await session.send("Profiler.takePreciseCoverage");
  await act();
  const { result } = await session.send("Profiler.takePreciseCoverage");
  await session.send("Profiler.stopPreciseCoverage");
  await session.detach();
  const own = result.filter(({ url }) => url.includes("/assets/"));
  return own.flatMap(({ functions }) => functions).reduce((sum, { ranges: [{ count }] }) => sum + count, 0);
}
