// Draws whether this view is one of those whose reader is asked, and asks for the questions only
// then. Nothing is stored or sent for the draw, and whoever objects to being counted is not drawn.
const slot = document.getElementById("survey");

function isDrawn() {
    if (navigator.globalPrivacyControl || navigator.doNotTrack === "1") return false;
    return Math.random() * Number(slot.dataset.every) < 1;
}

async function show() {
    const headers = { "HX-Request": "true" };
    const response = await fetch(slot.dataset.survey, { headers, cache: "no-store" });
    if (response.status !== 200) return;
    slot.innerHTML = await response.text();
    // It asks the same and more: nobody is to be asked twice.
    document.getElementById("article-feedback")?.setAttribute("hidden", "");
    window.htmx?.process(slot);
}

if (slot && isDrawn()) show().catch(() => {});
