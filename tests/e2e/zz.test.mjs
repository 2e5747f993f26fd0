import { asks, organiserComes } from "./academy.mjs";
import { story } from "./world.mjs";
const vp = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
for (const [tag, locale, size] of [["en", "en-GB", "desk"], ["ar", "ar-TN", "phone"]])
    story(`look ${tag} ${size}`, { demo: false }, async (world) => {
      const window = await organiserComes(world, "Organiser", { locale, timezoneId: "Africa/Tunis", viewport: vp[size], colorScheme: tag === "ar" ? "dark" : "light" });
      const start = Date.UTC(2027, 9, 4, 7);
      await asks(window, "room.create", { of: "course:p", template: "spoc", title: { [tag]: tag === "ar" ? "الهواتف دليلا" : "Phones as evidence" }, zone: "Europe/Paris", start, who: { to: "academy" }, outline: true, units: 5 });
      await asks(window, "room.create", { of: "webinar:p", template: "webinar", course: "course:p", title: { [tag]: tag === "ar" ? "جلسة" : "Live with experts" }, start: start + 9 * 86400000, minutes: 60, who: { to: "invited" } });
      await window.open("/course/p/build");
      await window.shows("units");
      const open = async () => { await window.at("unit-shift").click(); await window.shows("shift-moves"); };
      await window.page.waitForTimeout(1500);
      await open();
      await window.page.screenshot({ path: `/tmp/course/d-shift-${tag}-${size}.png` });
      const first = await window.at("units").getByRole("listitem").first().innerText();
      await window.at("shift-go").click();
      await window.at("notice").locator(".notice").first().waitFor();
      await window.page.waitForTimeout(500);
      await window.page.screenshot({ path: `/tmp/course/d-build-${tag}-${size}.png` });
      const moved = await window.at("units").getByRole("listitem").first().innerText();
      await window.undo();
      await window.page.waitForTimeout(1000);
      const back = await window.at("units").getByRole("listitem").first().innerText();
      console.error(first, "|", moved, "|", back);
      if (size === "desk") {
        const rows = window.at("units").locator("li");
        await rows.nth(3).dragTo(rows.nth(0));
        await window.page.waitForTimeout(1000);
        console.error((await rows.allInnerTexts()).map((each) => each.split("\n")[0]).join());
      }
      await window.open("/academy/rooms/course/p");
      await window.shows("room-edit");
      await window.page.waitForTimeout(300);
      await window.page.screenshot({ path: `/tmp/course/d-room-${tag}-${size}.png` });
      await asks(window, "room.archive", { of: "course:p", archived: true });
      await window.open("/course/p");
      await window.shows("units");
      await window.page.waitForTimeout(1500);
      await window.page.screenshot({ path: `/tmp/course/d-arch-${tag}-${size}.png` });
    });
