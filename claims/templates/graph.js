// The graph: claims as points, disputes as lines. Words reach the page as text only, never as markup.
"use strict";
(() => {
  const frame = document.getElementById("graph-frame");
  const data = JSON.parse(document.getElementById("graph-data").textContent);
  if (!frame || !data.edges.length) return;
  frame.hidden = false;

  const box = document.getElementById("graph");
  const picked = document.getElementById("picked");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const dashes = { revision: "dashed", scope: "dashed", incident: "dotted", agreement: "dotted" };
  const colour = (selector) => {
    const sample = document.querySelector(`#legend ${selector}`);
    return sample ? getComputedStyle(sample).color : "#888";
  };

  function style() {
    const page = getComputedStyle(document.body);
    const few = data.edges.length <= 40;
    const readings = [...new Set(data.edges.map((edge) => edge.reading))];
    const colours = [...new Set(data.nodes.map((node) => node.colour))];
    return [
      { selector: "node", style: {
        label: "data(name)", width: "data(size)", height: "data(size)", color: page.color, "font-size": 13,
        "font-family": page.fontFamily, "text-wrap": "wrap", "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 4,
        "text-outline-color": page.backgroundColor, "text-outline-width": 2, "min-zoomed-font-size": 7 } },
      ...colours.map((number) => ({ selector: `node[colour = ${number}]`, style: { "background-color": colour(`[data-colour="${number}"]`) } })),
      { selector: "edge", style: {
        width: "data(width)", "curve-style": "bezier", label: few ? "data(label)" : "", color: page.color, "font-size": 11,
        "font-family": page.fontFamily, "text-outline-color": page.backgroundColor, "text-outline-width": 2, "min-zoomed-font-size": 7 } },
      ...readings.map((reading) => ({ selector: `edge[reading = "${reading}"]`, style: {
        "line-color": colour(`[data-reading="${reading}"]`), "line-style": dashes[reading] ?? "solid" } })),
      { selector: ".left-out", style: { display: "none" } },
      { selector: ".faint", style: { opacity: 0.18 } },
      { selector: "edge.chosen", style: { width: 5, label: "data(label)" } },
      { selector: "node.chosen", style: { "border-width": 3, "border-color": page.color } },
    ];
  }

  const ties = new Map(data.nodes.map((node) => [node.id, 0]));
  for (const edge of data.edges) for (const end of [edge.left, edge.right]) ties.set(end, ties.get(end) + 1);
  const short = (words) => (words.length > 40 ? `${words.slice(0, 39).trimEnd()}…` : words);
  // points start on a circle in the order of the page, so that the same page is laid out the same each time
  const circle = (index) => {
    const turn = (2 * Math.PI * index) / data.nodes.length;
    return { x: 300 * Math.cos(turn), y: 300 * Math.sin(turn) };
  };
  const cy = cytoscape({
    container: box,
    elements: [
      ...data.nodes.map((node, index) => ({
        data: { ...node, name: short(node.name), size: Math.min(16 + 5 * ties.get(node.id), 46) }, position: circle(index) })),
      ...data.edges.map((edge) => ({ data: { ...edge, group: "edges", width: Math.min(1 + edge.weight, 8) } })),
    ],
    style: style(),
    layout: { name: "preset" },
    userZoomingEnabled: false,
    maxZoom: 3,
    minZoom: 0.1,
  });
  // each connected part is laid out by itself; then the parts stand in rows, largest first, as words on a page do
  const parts = cy.elements().components().map((part) => {
    part.layout({ name: "cose", animate: false, randomize: false, fit: false, nodeDimensionsIncludeLabels: true,
      idealEdgeLength: () => 70, nodeRepulsion: () => 9000, nodeOverlap: 12 }).run();
    return { part, size: part.boundingBox() };
  }).sort((one, other) => other.size.h - one.size.h);
  const gap = 30;
  const area = parts.reduce((sum, { size }) => sum + (size.w + gap) * (size.h + gap), 0);
  const right = Math.max(Math.sqrt(1.15 * area * (cy.width() / cy.height())), ...parts.map(({ size }) => size.w));
  const next = { x: 0, y: 0, row: 0 };
  for (const { part, size } of parts) {
    if (next.x + size.w > right) Object.assign(next, { x: 0, y: next.y + next.row + gap, row: 0 });
    part.nodes().shift({ x: next.x - size.x1, y: next.y - size.y1 });
    Object.assign(next, { x: next.x + size.w + gap, row: Math.max(next.row, size.h) });
  }
  const whole = () => {
    const seen = cy.elements().not(".left-out");
    cy.fit(seen, 30);
    if (cy.zoom() > 1.4) cy.zoom(1.4).center(seen);
  };
  whole();
  // on a phone what is whole cannot be read: begin with the largest part
  if (cy.width() < 500 && cy.zoom() < 0.75) cy.viewport({ zoom: 0.75, pan: { x: 30, y: 30 } });

  function words(tag, text, name) {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  }

  function quote(card) {
    const made = document.createElement("blockquote");
    const said = words("footer", ` ${[card.who, card.cite].filter(Boolean).join(", ")}`);
    said.prepend(words("span", "", `dot p${card.colour}`));
    made.append(words("p", card.text), said);
    return made;
  }

  function choose(thing) {
    cy.elements().removeClass("chosen faint");
    if (!thing) return picked.replaceChildren(words("p", "Nothing is chosen.", "meta"));
    const near = thing.isEdge() ? thing.connectedNodes().union(thing) : thing.closedNeighborhood();
    cy.elements().difference(near).addClass("faint");
    thing.addClass("chosen");
    if (thing.isNode()) return picked.replaceChildren(quote(thing.data()), ...thing.connectedEdges().not(".left-out").map((edge) => words("p", edge.data("why"), "meta")));
    const lead = words("p", "");
    lead.append(words("strong", thing.data("label"), `reading ${thing.data("reading")}`), thing.data("why") === thing.data("label") ? "" : ` ${thing.data("why")}`);
    return picked.replaceChildren(lead, quote(thing.source().data()), quote(thing.target().data()));
  }

  const inOrder = data.edges.map((edge) => edge.id);
  let current = -1;
  function show(id) {
    const edge = cy.getElementById(id);
    if (!edge.length) return;
    current = inOrder.indexOf(id);
    choose(edge);
    const { x1, x2, y1, y2 } = cy.extent();
    const [{ x, y }, seen] = [edge.midpoint(), 0.1 * (x2 - x1)];
    const inside = x > x1 + seen && x < x2 - seen && y > y1 + seen && y < y2 - seen;
    if (!inside) cy.animate({ center: { eles: edge } }, { duration: still ? 0 : 200 });
  }
  function step(way) {
    for (let tried = 0; tried < inOrder.length; tried += 1) {
      current = (current + way + inOrder.length) % inOrder.length;
      if (!cy.getElementById(inOrder[current]).hasClass("left-out")) return show(inOrder[current]);
    }
  }

  cy.on("tap", (event) => choose(event.target === cy ? null : event.target));
  box.addEventListener("keydown", (event) => {
    const act = { ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
      Escape: () => choose(null), "+": () => zoom(1.3), "-": () => zoom(0.77) }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  function zoom(factor) {
    if (!factor) return whole();
    return cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }
  frame.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => zoom(Number(button.dataset.zoom))));
  document.querySelectorAll("[data-show]").forEach((button) => {
    button.hidden = !cy.getElementById(button.dataset.show).length;
    button.addEventListener("click", () => {
      frame.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
      box.focus({ preventScroll: true });
      show(button.dataset.show);
    });
  });
  document.addEventListener("theme", () => cy.style(style()));
  // the table of a report says which disputes are asked for
  document.addEventListener("asked", (event) => {
    const before = cy.$(".left-out").length;
    cy.edges().forEach((edge) => { edge.toggleClass("left-out", !event.detail.has(edge.id())); });
    cy.nodes().forEach((node) => { node.toggleClass("left-out", !node.connectedEdges().some((edge) => !edge.hasClass("left-out"))); });
    frame.dataset.drawn = String(cy.edges().not(".left-out").length);
    if (before !== cy.$(".left-out").length && frame.dataset.drawn !== "0") whole();
  });
  frame.dataset.drawn = String(cy.edges().length);
})();
