// Shows openapi.json. Everything is set as text: nothing in the document is taken for HTML.
"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];
let api = {};

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

/** Text in which `this` is code. */
function words(text) {
  return (text || "").split("`").map((part, i) => (i % 2 ? make("code", {}, part) : part));
}

function resolve(value) {
  if (!value || !value.$ref) return value || {};
  const found = value.$ref.slice(2).split("/").reduce((at, name) => at[name], api);
  return resolve(found);
}

function name(schema) {
  return schema && schema.$ref ? schema.$ref.split("/").pop() : null;
}

/** The fields of an object, those of its parts included: [name, schema, whether it is required]. */
function fields(given) {
  const schema = resolve(given);
  const required = schema.required || [];
  const own = Object.entries(schema.properties || {}).map(([field, it]) => [field, it, required.includes(field)]);
  return (schema.allOf || []).flatMap(fields).concat(own);
}

function type(given) {
  const schema = resolve(given);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((it) => JSON.stringify(it)).join(" | ");
  const choice = schema.anyOf || schema.oneOf;
  if (choice) return choice.map(type).join(" | ");
  const types = [schema.type || (schema.allOf ? "object" : "any")].flat();
  return types.map((it) => (it === "array" ? `list of ${schema.items ? type(schema.items) : "any"}` : it))
    .map((it) => (it === "object" && name(given) ? name(given) : it))
    .join(" | ");
}

function notes(given) {
  const schema = resolve(given);
  const bounds = [["default", "default"], ["minimum", "at least"], ["maximum", "at most"]]
    .filter(([key]) => schema[key] !== undefined)
    .map(([key, text]) => `${text} ${JSON.stringify(schema[key])}`);
  return bounds.length ? ` (${bounds.join(", ")})` : "";
}

function table(head, rows) {
  const line = (cell, texts) => make("tr", {}, ...texts.map((it) => make(cell, {}, ...[it].flat())));
  return make("div", { class: "wide" },
    make("table", {}, make("thead", {}, line("th", head)), make("tbody", {}, ...rows.map((row) => line("td", row)))));
}

/** The fields of a schema, and those of the objects in it. */
function fieldTable(schema, depth = 0) {
  const inner = resolve(schema).type === "array" ? resolve(schema).items : schema;
  const rows = fields(inner).flatMap(([field, it, required]) => {
    const label = [make("code", {}, "\u00a0\u00a0".repeat(depth) + field)];
    if (required) label.push(make("span", { class: "required" }, " required"));
    const row = [label, type(it) + notes(it), words(resolve(it).description)];
    const below = resolve(it).type === "array" ? resolve(it).items : it;
    return depth < 2 && !name(below) ? [row, ...fieldTable(below, depth + 1)] : [row];
  });
  return rows;
}

function json(content) {
  return (content || {})["application/json"] || {};
}

function schemaOf(title, schema) {
  if (!schema) return [];
  const rows = fieldTable(schema);
  const label = name(schema) ? ` (${name(schema)})` : "";
  const kind = rows.length ? table(["field", "type", ""], rows) : make("p", { class: "soft" }, type(schema));
  return [make("h3", {}, title + label), ...described(schema), kind];
}

function described(schema) {
  const text = resolve(schema).description;
  return text ? [make("p", { class: "soft" }, ...words(text))] : [];
}

function access(operation) {
  const needs = operation.security || api.security || [];
  return needs.length === 0 ? "No key needed." : needs.some((it) => !Object.keys(it).length) ? "A key only where configured." : "";
}

function curl(method, path, operation) {
  const parts = [`curl ${method === "get" ? "" : "-X " + method.toUpperCase() + " "}"$WEIR${path}"`];
  if ((operation.security || api.security).some((it) => it.bearer)) parts.push('-H "Authorization: Bearer $KEY"');
  const example = json(resolve(operation.requestBody).content).example;
  if (example) parts.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(example)}'`);
  return make("pre", { tabindex: "0", "aria-label": "Example" }, parts.join(" \\\n  "));
}

function parameters(operation) {
  const rows = (operation.parameters || []).map(resolve).map((it) => [
    [make("code", {}, it.name), make("span", { class: "required" }, ` ${it.in}${it.required && it.in !== "path" ? ", required" : ""}`)],
    type(it.schema) + notes(it.schema),
    words(it.description),
  ]);
  return rows.length ? [make("h3", {}, "Parameters"), table(["name", "type", ""], rows)] : [];
}

function responses(operation) {
  const all = Object.entries(operation.responses).map(([status, it]) => [status, resolve(it)]);
  const rows = all.map(([status, it]) => [make("code", {}, status), Object.keys(it.headers || {}).join(", "), words(it.description)]);
  const good = all.find(([status]) => status.startsWith("2"));
  return [
    make("h3", {}, "Answers"),
    table(["status", "headers", ""], rows),
    ...schemaOf("Body of the answer", good && json(good[1].content).schema),
  ];
}

function inside(method, path, operation) {
  const body = json(resolve(operation.requestBody).content);
  return make("div", { class: "inside" },
    make("p", {}, ...words([operation.description, access(operation)].filter(Boolean).join(" "))),
    curl(method, path, operation),
    ...parameters(operation),
    ...schemaOf("Body of the request", body.schema),
    ...responses(operation));
}

/** What is inside is made when it is opened first. */
function show(method, path, operation) {
  const id = operation.operationId;
  const box = make("details", { id },
    make("summary", {},
      make("span", { class: `method ${method}` }, method.toUpperCase()),
      make("code", { class: "path" }, path),
      make("span", { class: "soft" }, ...words(operation.summary))));
  box.addEventListener("toggle", () => {
    if (box.open && box.children.length === 1) box.append(inside(method, path, operation));
  });
  const names = fields(json(resolve(operation.requestBody).content).schema).map(([field]) => field);
  box.dataset.words = [method, path, operation.summary, operation.description, ...names].join(" ").toLowerCase();
  return box;
}

function operationsOf(tag) {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] && item[method].tags[0] === tag)
      .map((method) => show(method, path, item[method])));
}

function filter() {
  const wanted = document.getElementById("filter").value.trim().toLowerCase().split(/\s+/);
  let shown = 0;
  for (const part of document.querySelectorAll("main section")) {
    let any = false;
    for (const box of part.querySelectorAll("details")) {
      box.hidden = !wanted.every((word) => box.dataset.words.includes(word));
      any = any || !box.hidden;
      shown += box.hidden ? 0 : 1;
    }
    part.hidden = !any;
  }
  document.getElementById("count").textContent = `${shown} routes`;
}

/** The operation that the address names, opened. */
function follow() {
  const box = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (box && box.tagName === "DETAILS") {
    box.open = true;
    box.scrollIntoView();
  }
}

function render() {
  document.getElementById("title").textContent = `${api.info.title} API ${api.info.version}`;
  document.getElementById("about").append(...words(`${api.info.summary} ${api.info.description}`));
  const main = document.getElementById("operations");
  for (const tag of api.tags) {
    document.getElementById("tags").append(make("a", { href: `#${tag.name}` }, tag.name));
    main.append(make("section", {},
      make("h2", { id: tag.name }, tag.name), make("p", { class: "soft" }, ...words(tag.description)), ...operationsOf(tag.name)));
  }
  const input = document.getElementById("filter");
  input.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });
  window.addEventListener("hashchange", follow);
  filter();
  follow();
}

fetch("openapi.json")
  .then((response) => response.ok ? response.json() : Promise.reject(new Error(`HTTP ${response.status}`)))
  .then((document) => { api = document; render(); })
  .catch((error) => { document.getElementById("about").textContent = `openapi.json can't be read: ${error.message}`; });
