// Asks now and then, more and more rarely, whether somebody answered while the page is read. What
// came is said in a live region and shown when its reader wants it, so that nothing jumps.
const SECOND = 1_000;
const FIRST_PAUSE = 20 * SECOND;
const LONGEST_PAUSE = 300 * SECOND;
const GROWTH = 1.5;

const region = document.getElementById("news");
let pause = FIRST_PAUSE;
let timer = 0;

function address(more = "") {
    return `${region.dataset.news}?since=${region.dataset.since}${more}`;
}

async function look() {
    const response = await fetch(address(), { cache: "no-cache" });
    if (!response.ok) return;
    const text = (await response.text()).trim();
    if (text !== region.dataset.said) {
        region.innerHTML = text;
        region.dataset.said = text;
    }
}

function plan() {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    // Readers who came together do not ask together.
    timer = setTimeout(ask, pause * (0.8 + 0.4 * Math.random()));
    pause = Math.min(pause * GROWTH, LONGEST_PAUSE);
}

async function ask() {
    await look().catch(() => {});
    plan();
}

async function show(link) {
    const response = await fetch(address("&show=1"), { headers: { "HX-Request": "true" } });
    if (!response.ok) return location.assign(link.href);
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    const place = document.getElementById("new-answers");
    const unknown = [...template.content.children].filter(
        (answer) => !document.getElementById(answer.id),
    );
    place.append(...unknown);
    if (unknown.length) document.querySelector("[data-no-answers]")?.remove();
    region.dataset.since = link.dataset.since;
    region.dataset.said = "";
    region.replaceChildren();
    // Times, scrolling and forms of what is new.
    window.htmx?.process(place);
    document.dispatchEvent(new CustomEvent("htmx:after:swap"));
    const first = unknown[0] ?? place;
    first.tabIndex = -1;
    first.focus();
}

if (region) {
    region.addEventListener("click", (event) => {
        const link = event.target.closest("[data-show-news]");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(link).catch(() => location.assign(link.href));
    });
    document.addEventListener("visibilitychange", () => {
        pause = FIRST_PAUSE;
        plan();
    });
    plan();
}
