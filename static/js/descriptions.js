// Images of ours in a text, and what is said about them.
const UNDESCRIBED = /!\[\s*\]\(\/images\/[0-9a-f]/;

// The place between the brackets of the first image without a description, or null.
export function undescribed(text) {
    const found = UNDESCRIBED.exec(text);
    return found ? found.index + 2 : null;
}
