// @ts-check
// Nothing sticks out, overlaps, is cut off or too small to touch, in any main view.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./harness.mjs";
import { WIDTHS, problems, review } from "./review.mjs";

for (const width of WIDTHS) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    test(`the views pass review at ${width} pixels, ${colorScheme}`, async (t) => {
      const touch = width < 1000;
      const context = { viewport: { width, height: 900 }, colorScheme, hasTouch: touch, isMobile: touch };
      assert.deepEqual(await review(await open(t, context), { touch }), []);
    });
  }
}

test("the review sees what is wrong", async (t) => {
  const page = await open(t, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await page.waitForSelector(".home");
  await page.evaluate(() => {
    const box = document.createElement("div");
    box.innerHTML = "<p>甲乙丙丁</p><p>戊己庚辛</p><button>子</button><div>丑寅卯辰巳午未申</div>";
    const [first, second, button, narrow] = /** @type {HTMLElement[]} */ ([...box.children]);
    second.style.marginTop = "-1em";
    first.style.lineHeight = "1em";
    button.style.cssText = "min-height: 0; height: 20px; width: 20px";
    narrow.style.cssText = "width: 3em; overflow: hidden; white-space: nowrap";
    document.querySelector(".home")?.prepend(box);
  });
  const found = await problems(page, { touch: true });
  for (const kind of [/on top of each other: p “甲/, /too small to touch: button “子/, /cut off or sticking out: div “丑/]) {
    assert.ok(found.some((problem) => kind.test(problem)), `${kind} in ${found}`);
  }
});
