// Covers parts of an image before it leaves the browser. By hand: draw a box, or brush over it.
// By keyboard: the arrows move a frame, with Shift they change its size, Enter covers what it holds.
const COVER = "--night";
const FRAME = "--accent";
const STEP = 0.02;
const SMALLEST = 0.02;
const BRUSH_WIDTH = 0.035;
const QUALITY = 0.9;

function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name);
}

function between(value, least, most) {
    return Math.min(Math.max(value, least), most);
}

export class Brush {
    constructor(root, { image, width, height }) {
        this.root = root;
        this.image = image;
        this.canvas = root.querySelector("canvas");
        this.said = root.querySelector("[data-said]");
        this.undoing = root.querySelector("[data-undo]");
        this.canvas.width = width;
        this.canvas.height = height;
        this.context = this.canvas.getContext("2d");
        this.tool = "box";
        this.covers = [];
        this.current = null;
        this.frame = null;
        this.listen();
        this.draw();
    }

    listen() {
        const canvas = this.canvas;
        canvas.addEventListener("pointerdown", (event) => this.begin(event));
        canvas.addEventListener("pointermove", (event) => this.go(event));
        canvas.addEventListener("pointerup", () => this.end());
        canvas.addEventListener("pointercancel", () => this.end());
        canvas.addEventListener("keydown", (event) => this.press(event));
        canvas.addEventListener("blur", () => this.showFrame(null));
        this.undoing.addEventListener("click", () => this.undo());
        for (const button of this.root.querySelectorAll("[data-tool]")) {
            button.addEventListener("click", () => this.choose(button));
        }
    }

    choose(chosen) {
        this.tool = chosen.dataset.tool;
        for (const button of this.root.querySelectorAll("[data-tool]")) {
            button.setAttribute("aria-pressed", button === chosen);
        }
    }

    place(event) {
        const shown = this.canvas.getBoundingClientRect();
        return {
            x: ((event.clientX - shown.left) / shown.width) * this.canvas.width,
            y: ((event.clientY - shown.top) / shown.height) * this.canvas.height,
        };
    }

    begin(event) {
        if (event.button !== 0) return;
        this.canvas.setPointerCapture(event.pointerId);
        this.frame = null;
        this.current = { tool: this.tool, places: [this.place(event)] };
        this.draw();
    }

    go(event) {
        if (!this.current) return;
        const places = this.current.places;
        if (this.current.tool === "box") places.splice(1, 1, this.place(event));
        else places.push(this.place(event));
        this.draw();
    }

    end() {
        const drawn = this.current;
        this.current = null;
        if (drawn && (drawn.tool === "pen" || drawn.places.length > 1)) this.cover(drawn);
        else this.draw();
    }

    cover(drawn) {
        this.covers.push(drawn);
        this.tell(this.said.dataset.covered);
    }

    undo() {
        this.covers.pop();
        this.tell(this.said.dataset.undone);
    }

    tell(words) {
        // Taken away with the focus on it, the button would leave the keyboard nowhere.
        if (!this.covers.length && document.activeElement === this.undoing) this.canvas.focus();
        this.undoing.disabled = !this.covers.length;
        this.said.textContent = `${words} ${this.covers.length}`;
        this.draw();
    }

    press(event) {
        const { width, height } = this.canvas;
        const moves = {
            ArrowLeft: [-STEP * width, 0],
            ArrowRight: [STEP * width, 0],
            ArrowUp: [0, -STEP * height],
            ArrowDown: [0, STEP * height],
        };
        if (event.key in moves) {
            event.preventDefault();
            this.move(...moves[event.key], event.shiftKey);
        } else if ((event.key === "Enter" || event.key === " ") && this.frame) {
            event.preventDefault();
            const { x, y, width: wide, height: high } = this.frame;
            this.cover({ tool: "box", places: [{ x, y }, { x: x + wide, y: y + high }] });
        } else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            this.undo();
        }
    }

    move(right, down, isSize) {
        const { width, height } = this.canvas;
        const frame = this.frame ?? {
            x: width * 0.4,
            y: height * 0.45,
            width: width * 0.2,
            height: height * 0.1,
        };
        if (isSize) {
            frame.width = between(frame.width + right, width * SMALLEST, width - frame.x);
            frame.height = between(frame.height + down, height * SMALLEST, height - frame.y);
        } else if (this.frame) {
            frame.x = between(frame.x + right, 0, width - frame.width);
            frame.y = between(frame.y + down, 0, height - frame.height);
        }
        this.showFrame(frame);
    }

    showFrame(frame) {
        this.frame = frame;
        this.draw();
    }

    draw() {
        const { context, canvas } = this;
        context.fillStyle = "white";
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.drawImage(this.image, 0, 0, canvas.width, canvas.height);
        for (const drawn of this.covers) this.paint(drawn);
        if (this.current) this.paint(this.current);
        if (!this.frame) return;
        context.strokeStyle = colour(FRAME);
        context.lineWidth = Math.max(3, canvas.width / 200);
        context.strokeRect(this.frame.x, this.frame.y, this.frame.width, this.frame.height);
    }

    paint({ tool, places }) {
        const { context, canvas } = this;
        context.fillStyle = context.strokeStyle = colour(COVER);
        if (tool === "box") {
            const [from, to = from] = places;
            context.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
            return;
        }
        context.lineWidth = Math.max(canvas.width, canvas.height) * BRUSH_WIDTH;
        context.lineCap = context.lineJoin = "round";
        context.beginPath();
        context.moveTo(places[0].x, places[0].y);
        for (const { x, y } of places) context.lineTo(x, y);
        context.stroke();
    }

    // What is seen is what is sent: nothing beneath a cover, no place and no camera.
    file(type) {
        this.showFrame(null);
        const kind = type === "image/png" || type === "image/gif" ? "image/png" : "image/jpeg";
        return new Promise((resolve) => this.canvas.toBlob(resolve, kind, QUALITY));
    }
}
