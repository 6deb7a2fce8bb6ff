"""Uses pages as a person would, and tells what happened as JSON: jobs come in on standard input, one object for each page."""

import json
import pathlib
import shutil
import sys

SKIPPED = 77


def missing():
    lacking = [program for program in ("chromium", "chromedriver") if shutil.which(program) is None]
    try:
        import selenium  # noqa: F401
    except ImportError:
        lacking.append("selenium")
    return lacking


TEXT_OF = "const found = document.querySelector(arguments[0]); return found && !found.hidden ? found.textContent : null"
CLICK = "document.querySelector(arguments[0]).click()"
SEARCH = "window.searchedAt = performance.now(); const box = document.getElementById('search'); box.value = arguments[0]; box.dispatchEvent(new Event('input'))"
ROWS = "return [...document.querySelectorAll('tr[data-row]')].slice(0, 3).map((row) => row.textContent)"
PAN = """
const done = arguments[arguments.length - 1];
const canvas = document.getElementById('canvas');
const box = canvas.getBoundingClientRect();
const send = (type, at) => canvas.dispatchEvent(new PointerEvent(type, { pointerId: 1, pointerType: 'mouse', isPrimary: true, bubbles: true,
  button: type === 'pointermove' ? -1 : 0, buttons: 1, clientX: box.left + 300 + 9 * at, clientY: box.top + 300 + 4 * at }));
const before = window.oreline.times().frames;
const spans = [];
let at = 0;
let last = 0;
const step = (now) => {
  if (last) spans.push(now - last);
  last = now;
  if (at === 20) {
    send('pointerup', at);
    return done({ spans, marks: window.oreline.times().marks, frames: window.oreline.times().frames - before });
  }
  at += 1;
  send('pointermove', at);
  requestAnimationFrame(step);
};
send('pointerdown', 0);
requestAnimationFrame(step);
"""


def click_a_mine(browser, mines):
    """Clicks on the first of the mines that stands apart, at its place on the screen."""
    browser.run("document.getElementById('canvas').scrollIntoView({ block: 'center' })")
    assert browser.wait()
    apart = browser.run(
        "return arguments[0].map(([x, y]) => { const at = window.oreline.project(x, y); return [...at, window.oreline.at(...at)]; })",
        [mine["at"] for mine in mines])
    for number, (x, y, row) in enumerate(apart):
        if row == number:
            browser.click(x, y)
            assert browser.wait("return window.oreline.selected() >= 0")
            assert browser.wait()
            return {"mine": number, "selected": browser.run("return window.oreline.selected()"), "panel": browser.run(TEXT_OF, "#panel"),
                    "row": browser.run(TEXT_OF, f'tr[data-row="{number}"].selected')}
    return None


def choose_a_row(browser):
    """Clicks on the first row of the table."""
    row = browser.run("const row = document.querySelector('tr[data-row]'); row.click(); return Number(row.dataset.row)")
    assert browser.wait()
    return {"row": row, "selected": browser.run("return window.oreline.selected()"), "panel": browser.run(TEXT_OF, "#panel")}


def filtered(browser, choice):
    browser.run(CLICK, f'[data-filter="{choice}"]')
    shown = browser.run("return window.oreline.shown()")
    told = browser.run("return [...document.querySelectorAll('.shown')].map((line) => line.textContent)")
    browser.run(CLICK, f'[data-filter="{choice}"]')
    return {"shown": shown, "told": told, "again": browser.run("return window.oreline.shown()")}


def searched(browser, word):
    browser.run(SEARCH, word)
    assert browser.wait("return window.oreline.shown() < window.oreline.count")
    spent = browser.run("return performance.now() - window.searchedAt")
    shown, rows = browser.run("return window.oreline.shown()"), browser.run(ROWS)
    browser.run(SEARCH, "")
    assert browser.wait("return window.oreline.shown() === window.oreline.count")
    return {"shown": shown, "rows": rows, "ms": spent}


def sorted_by(browser, column):
    """The first rows, up and down."""
    first = []
    for _ in range(2):
        browser.run(CLICK, f'th[data-column="{column}"] button')
        first.append(browser.run(ROWS))
    return first


def visit(browser, job):
    page, name = job["page"], job["name"]
    pictures = pathlib.Path(job["pictures"])
    pictures.mkdir(parents=True, exist_ok=True)
    told = {}
    browser.said(), browser.asked_for()
    browser.open(page)
    told["count"] = browser.run("return window.oreline.count")
    told["language"] = browser.run("return document.documentElement.lang")
    told["text"] = browser.run("return document.body.innerText")
    told["sections"] = browser.run("return document.getElementById('sections').textContent")
    told["first_paint"] = browser.run("const paint = performance.getEntriesByType('paint')[0]; return paint ? paint.startTime : null")
    told["loaded"] = browser.run("return performance.getEntriesByType('navigation')[0].loadEventEnd")
    told["times"] = browser.run("return window.oreline.times()")
    browser.picture(pictures / f"{name}-light.png")
    if job.get("mines"):
        told["click"] = click_a_mine(browser, job["mines"])
        browser.picture(pictures / f"{name}-panel.png")
        told["chosen"] = choose_a_row(browser)
    if job.get("filter"):
        told["filter"] = filtered(browser, job["filter"])
    if job.get("search"):
        told["search"] = searched(browser, job["search"])
    told["sorted"] = {column: sorted_by(browser, column) for column in job.get("sort", [])}
    told["pan"] = browser.driver.execute_async_script(PAN)
    told["elements"] = browser.run("return document.getElementsByTagName('*').length")
    told["scripts"] = browser.run("return document.querySelectorAll('script, img, iframe, object, embed, link').length")
    told["hacked"] = browser.run("return window.hacked === undefined ? null : String(window.hacked)")
    if job.get("paper", True):
        told["pages"] = browser.paper(pictures / f"{name}.pdf").count(b"/Type /Page\n")
    browser.open(page, dark=True)
    told["dark"] = browser.run("return getComputedStyle(document.body).backgroundColor")
    browser.picture(pictures / f"{name}-dark.png")
    browser.open(page, 390, 844, touch=True)
    told["narrow"] = browser.run("return document.documentElement.scrollWidth")
    browser.picture(pictures / f"{name}-narrow.png", whole=job.get("paper", True))
    told["said"] = browser.said()
    told["asked_for"] = [address for address in browser.asked_for() if not address.startswith("chrome")]
    return told


def main():
    lacking = missing()
    if lacking:
        print("no " + ", ".join(lacking))
        return SKIPPED
    from browser import Browser

    jobs = json.load(sys.stdin)
    with Browser() as browser:
        browser.driver.get("about:blank")
        print(json.dumps([visit(browser, job) for job in jobs]))
    return 0


sys.exit(main())
