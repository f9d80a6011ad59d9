// Code and tables wider than their column can be scrolled with the keyboard too.
function reach() {
    for (const block of document.querySelectorAll(".prose pre, .prose table, .scroll")) {
        if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    }
}

reach();
addEventListener("resize", reach);
document.addEventListener("htmx:after:swap", reach);
