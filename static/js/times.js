// Turns the absolute times of a page into "2 hours ago", and old ones into their day alone, in the
// page's language; the whole time is shown on hover.
const language = document.documentElement.lang || "en";
// As the server writes it: the day before the month.
const region = language === "en" ? "en-GB" : language;
const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const days = new Intl.DateTimeFormat(region, { dateStyle: "long" });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LONGEST = 30 * DAY;

function startOfDay(time) {
    return new Date(time.getFullYear(), time.getMonth(), time.getDate());
}

function relative(time, now) {
    const past = now - time;
    if (past < -DAY || past > LONGEST) return null;
    if (past < MINUTE) return words.format(0, "minute");
    if (past < HOUR) return words.format(-Math.floor(past / MINUTE), "minute");
    const days = Math.round((startOfDay(now) - startOfDay(time)) / DAY);
    if (days === 0) return words.format(-Math.floor(past / HOUR), "hour");
    return words.format(-days, "day");
}

function show(element, now) {
    const time = new Date(element.dateTime);
    element.title ||= element.textContent.trim();
    element.textContent = relative(time, now) ?? days.format(time);
}

function showAll() {
    const now = new Date();
    document.querySelectorAll("time[data-relative]").forEach((element) => show(element, now));
}

showAll();
setInterval(showAll, MINUTE);
document.addEventListener("htmx:after:swap", showAll);
