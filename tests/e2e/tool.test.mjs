// SPDX-License-Identifier: Apache-2.0
// A unit leads to an activity of a tool of others, from its registration to the window in which it opens.

import assert from "node:assert/strict";
import { after } from "node:test";
import { COURSE, story } from "./world.mjs";
import { becomes } from "./until.mjs";
import { accessible } from "./look.mjs";
import { connect, endAll } from "../wire/wire.mjs";
import { Tool, claimOf } from "../wire/tool.mjs";

after(endAll);

const PHONE = { viewport: { width: 360, height: 740 }, locale: "ar", colorScheme: "dark" };
const partsOf = (window) => window.at("settings-tools").locator("dd").allTextContents();

story("a tool is registered, an activity of it added, and opened in a window of its own", {}, async (world) => {
  // As the server calls itself: what begins there comes back there.
  const at = { address: `http://localhost:${world.server.port}` };
  const cleanUps = [];
  const tool = await Tool.open({ after: (fn) => cleanUps.push(fn) });
  try {
    const organiser = await world.enter("organiser", COURSE, at);
    await organiser.open("/academy/settings");
    await organiser.at("tool-new").click();
    await organiser.at("tool-name").fill("Exercises");
    await organiser.at("tool-login").fill("http://tool.example/login");
    await organiser.at("tool-redirects").fill(tool.registration.redirects[0]);
    await organiser.at("tool-send").click();
    await organiser.page.getByText("an address does not begin with https://").waitFor();
    await organiser.at("tool-login").fill(tool.registration.login);
    await organiser.at("tool-names").check();
    await accessible(organiser, "a tool");
    await organiser.at("tool-send").click();
    await organiser.at("settings-tools").getByText("What the tool asks for").click();
    await accessible(organiser, "tools");
    await world.shot(organiser, "tools");
    const pocket = await world.twin(organiser, { ...at, ...PHONE });
    await pocket.at("settings-tools").locator("summary").click();
    await accessible(pocket, "tools on a phone");
    await world.shot(pocket, "tools-ar");
    await pocket.at("settings-tools").getByRole("button").first().click();
    await pocket.shows("tool-name");
    await accessible(pocket, "a tool on a phone");
    await world.shot(pocket, "tool-ar");
    const [issuer, client, deployment, authorize] = await partsOf(organiser);
    assert.deepEqual([issuer, authorize], [at.address, `${at.address}/api/lti/authorize`]);
    tool.platform = { issuer, client, deployment };

    const asks = await connect(world.server, "organiser");
    await asks.rpc("person.add", { room: "academy:main", op: "h", person: "host", name: "Host" });
    const wire = await connect(world.server, "host");
    const { seq: unit } = await wire.rpc("unit.add", { room: COURSE, op: "u", title: { en: "Phones" }, open: true });
    const host = await world.enter("host", COURSE, at);
    await host.open(`/course/c1/unit/${unit}`);
    await host.at("item-new").click();
    await host.page.getByRole("radio", { name: "Activity" }).check();
    await host.at("item-title-en").fill("Exercise 3");
    await host.at("item-tool").selectOption({ label: "Exercises" });
    await host.at("item-url").fill("/not/here");
    await host.at("item-send").click();
    await host.page.getByText("The title is missing").or(host.page.locator(".unit-item-form .refusal")).first().waitFor();
    await host.at("item-url").fill("https://tool.example/exercise/3");
    await host.at("item-custom").fill("chapter=3\nlevel = hard");
    await accessible(host, "an activity that is written");
    await world.shot(host, "activity-form");
    await host.at("item-send").click();
    await host.at("items").getByText("Exercise 3").waitFor();

    const one = await world.enter("participant", COURSE, at);
    await one.open(`/course/c1/unit/${unit}`);
    await one.page.getByText("On another site, in a new window").waitFor();
    await accessible(one, "an activity");
    await world.shot(one, "activity");
    const two = await world.twin(one, { ...at, ...PHONE });
    await two.page.getByText("في موقع آخر، في نافذة جديدة").waitFor();
    await accessible(two, "an activity on a phone");
    await world.shot(two, "activity-ar");
    const opens = one.page.waitForEvent("popup");
    await one.at("items").getByRole("button", { name: "Exercise 3" }).click();
    const popup = await opens;
    await popup.getByText("Exercise for").waitFor();
    assert.deepEqual(tool.refused, []);
    assert.equal(await popup.evaluate(() => globalThis.opener), null);
    const [said] = tool.launches;
    assert.deepEqual(claimOf(said, "custom"), { chapter: "3", level: "hard" });
    assert.equal(claimOf(said, "launch_presentation").return_url, `${at.address}/course/c1/unit/${unit}`);
    assert.deepEqual(claimOf(said, "roles"), ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"]);
    // The mark of having been there, and of being done by hand, as of other items.
    await one.at("items").getByText("Opened").waitFor();
    await one.at("items").getByRole("button", { name: "Done" }).click();
    await becomes(() => one.at("items").getByText("Done").count().then((count) => count > 0), true);
    await popup.close();

    await organiser.at("settings-tools").getByRole("button", { name: "Remove" }).click();
    await organiser.at("confirm").click();
    await organiser.at("settings-tools").getByText("Exercises").waitFor({ state: "detached" });
    one.tolerated.push(/404/);
    const other = one.page.waitForEvent("popup");
    await one.at("items").getByRole("button", { name: "Exercise 3" }).click();
    await other;
    await one.page.getByText("This activity is not there any more.").first().waitFor();
  } finally {
    for (const fn of cleanUps) fn();
  }
});
