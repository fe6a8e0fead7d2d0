// Nothing comes into the build unnoticed: every npm package is pinned by its content, runs no script when it is
// installed, has a licence that we accept, and stands in packages.toml with its reason.

import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import lockText from '../package-lock.json?raw';
import ownText from '../package.json?raw';
import listText from '../packages.toml?raw';

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const lock = JSON.parse(lockText) as { lockfileVersion: number; packages: Record<string, Locked> };
const own = JSON.parse(ownText) as Record<string, Record<string, string>>;
const list = parse(listText) as unknown as {
  ships: Record<string, string>;
  tools: Record<string, string>;
  theirs: Record<string, string[]>;
};

const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? '';
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
const names = [...new Set(packages.map(([path]) => nameOf(path)))].sort();
const direct = Object.keys({ ...own.dependencies, ...own.devDependencies });

const LICENCES = ['MIT', 'ISC', '0BSD', 'BSD-3-Clause', 'Apache-2.0'];
// Theirs is a licence of files: a tool under it leaves nothing of itself in what it builds.
const TOOL_LICENCES = [...LICENCES, 'MPL-2.0'];

function licensed(expression: string, accepted: string[]): boolean {
  return expression.replace(/[()]/g, '').split(' OR ').some((one) => accepted.includes(one));
}

describe('npm packages', () => {
  it.each(packages)('%s is pinned and quiet', (path, entry) => {
    expect(entry.integrity, 'its content').toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    expect(entry.version, 'a release').toMatch(/^\d+\.\d+\.\d+/);
    // Lock files may leave the address out: then it is the registry's, and the content is checked all the same.
    if (entry.resolved !== undefined) expect(entry.resolved).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    expect(entry.link, 'no folder in its place').toBeUndefined();
    expect(entry.hasInstallScript, 'nothing runs on installing').toBeUndefined();
    const accepted = nameOf(path) in list.ships ? LICENCES : TOOL_LICENCES;
    expect(licensed(entry.license ?? '', accepted), `licence ${entry.license}`).toBe(true);
  });

  it('are those in packages.toml, each once', () => {
    const listed = [...Object.keys(list.ships), ...Object.keys(list.tools), ...Object.keys(list.theirs)];
    expect(listed.sort()).toEqual(names);
  });

  it('are chosen by us with a reason, or belong to another one', () => {
    for (const name of direct) expect(list.ships[name] ?? list.tools[name], name).toBeTruthy();
    for (const [name, reason] of Object.entries({ ...list.ships, ...list.tools })) {
      expect(direct.includes(name) || reason.startsWith('of '), `${name}: ${reason}`).toBe(true);
    }
    const needs = (parent: string, name: string) =>
      packages
        .filter(([path]) => nameOf(path) === parent)
        .some(([, e]) => name in { ...e.dependencies, ...e.optionalDependencies, ...e.peerDependencies });
    for (const [name, parents] of Object.entries(list.theirs)) {
      expect(parents.length, `${name} belongs to nobody`).toBeGreaterThan(0);
      for (const parent of parents) expect(needs(parent, name), `${parent} does not need ${name}`).toBe(true);
    }
  });

  it('are asked for in the ways that a registry answers', () => {
    const asked = packages.flatMap(([, e]) => Object.entries({ ...e.dependencies, ...e.optionalDependencies }));
    const ours = Object.entries({ ...own.dependencies, ...own.devDependencies });
    for (const [name, range] of [...asked, ...ours]) expect(range, name).not.toMatch(/[:/]/);
  });
});

describe('the rule for licences', () => {
  it.each([
    ['MIT', true],
    ['Apache-2.0 OR MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['GPL-3.0', false],
    ['MIT AND GPL-3.0', false],
    ['', false],
    ['MPL-2.0', false],
  ])('%s: %s', (expression, accepted) => {
    expect(licensed(expression, LICENCES)).toBe(accepted);
  });
});
