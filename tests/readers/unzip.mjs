// node unzip.mjs ZIP NAME: one file of an archive, on standard output.
import { unzip } from "./lib.mjs";

const [zip, name] = process.argv.slice(2);
process.stdout.write((await unzip(zip))[name]);
