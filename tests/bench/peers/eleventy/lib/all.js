// The places that both kinds of page look up, read once a build.
import { places } from "./facts.js";

let read;
export const everyPlace = () => (read ??= places());
