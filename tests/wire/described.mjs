// SPDX-License-Identifier: Apache-2.0
// Whether an answer of the API is one that protocol/openapi.json describes: its status is named
// there, its body is of the schema, and has no member that is not. Every helper that asks over HTTP
// holds what it gets against it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";

const file = fileURLToPath(new URL("../../protocol/openapi.json", import.meta.url));

// What is in no list of properties is not described.
function closed(value) {
  if (Array.isArray(value)) return value.map(closed);
  if (value === null || typeof value !== "object") return value;
  const all = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]));
  const open = value.type === "object" && value.properties && !("additionalProperties" in value);
  return open ? { ...all, additionalProperties: false } : all;
}

function expression(path) {
  const piece = (name, last) => (last && /address/.test(name) ? ".+" : "[^/]+");
  const text = path
    .replace(/[.]/g, "\\.")
    .replace(/\{(\w+)\}/g, (all, name, at) => piece(name, at + all.length === path.length));
  return new RegExp(`^${text}$`);
}

const isJson = (type) => /^application\/(problem\+)?json(;|$)/.test(type);

export class Description {
  constructor(document) {
    this.document = document;
    this.ajv = new Ajv({ strict: false, formats: { binary: true } });
    this.ajv.addSchema({ $id: "api", components: closed(document.components) });
    this.validators = new Map();
    // Names before patterns.
    this.paths = Object.keys(document.paths)
      .sort((a, b) => a.split("{").length - b.split("{").length)
      .map((path) => [path, expression(path)]);
  }

  #response(operation, status) {
    const found = operation.responses[status];
    const name = found?.$ref?.split("/").at(-1);
    return name ? this.document.components.responses[name] : found;
  }

  #validator(schema) {
    const key = JSON.stringify(schema);
    if (!this.validators.has(key)) {
      const named = JSON.parse(key.replaceAll('"#/components', '"api#/components'));
      this.validators.set(key, this.ajv.compile(closed(named)));
    }
    return this.validators.get(key);
  }

  // Why the answer is not described; undefined: it is. `path` without its query.
  fault(method, path, { status, type, text }) {
    const [name] = this.paths.find(([, pattern]) => pattern.test(path)) ?? [];
    const verb = method === "HEAD" ? "get" : method.toLowerCase();
    const operation = this.document.paths[name]?.[verb];
    const what = `${method} ${name ?? path}: ${status} ${text.slice(0, 300)}`;
    if (!operation) return this.#stray(what, { status, type, text });
    const response = this.#response(operation, status);
    if (!response) return `${what}: the status is not described`;
    if (!response.content) return text === "" ? undefined : `${what}: a body is not described`;
    const content = response.content["*/*"] ?? response.content[type.split(";")[0]];
    if (!content) return `${what}: ${type} is not described`;
    const file = content.schema.format === "binary"; // whatever it holds
    return method === "HEAD" || file || !isJson(type) ? undefined : this.#body(what, content.schema, text);
  }

  #body(what, schema, text) {
    const validate = this.#validator(schema);
    if (validate(JSON.parse(text))) return undefined;
    const [{ instancePath, message, params }] = validate.errors;
    return `${what}: ${instancePath} ${message} ${JSON.stringify(params)}`;
  }

  // What nothing is described for is refused.
  #stray(what, { status, type, text }) {
    if (status === 405 && text === "") return undefined;
    if (status < 400 || !isJson(type)) return `${what}: nothing of this is described`;
    if (what.startsWith("HEAD")) return undefined;
    return this.#body(what, { $ref: "#/components/schemas/problem" }, text);
  }
}

const description = new Description(JSON.parse(readFileSync(file, "utf8")));

// An address that cannot be read is refused by the library, before the API sees it.
const isReadable = (target) => !/%(?![0-9a-f]{2})/i.test(target);

// Gives the Response `answer` back, whose body is still to be read.
export async function described(method, target, answer) {
  const path = target.split("?")[0];
  if (!path.startsWith("/api/") || !isReadable(target)) return answer;
  const type = answer.headers.get("content-type") ?? "";
  const text = isJson(type) || type === "" ? await answer.clone().text() : "…";
  const fault = description.fault(method, path, { status: answer.status, type, text });
  assert.equal(fault, undefined, "protocol/openapi.json does not say so");
  return answer;
}
