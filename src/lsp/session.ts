import type { Diagnostic } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { GuardError } from '../model/errors.ts'
import { describeError } from '../report/formats/describe-error.ts'
import { type LintedFiles, lintFiles } from '../run/lint-files.ts'
import type { Workspace } from '../run/workspace.ts'
import { diskTexts } from '../sources/search/read-text.ts'
import type { Texts } from '../sources/texts.ts'
import { diagnosticsByPath, problemsByPath } from './diagnostics.ts'
import { Asked, openTexts } from './open-texts.ts'
import { textOf, uriOf } from './positions.ts'
import { filesOf, type Unit, unitOf } from './unit.ts'
import { type Problem, Workspaces, type WorkspacesOptions } from './workspaces.ts'

export interface SessionOptions extends WorkspacesOptions {
  /** Whether the client shows related places. */
  hasRelated: boolean
  /** Milliseconds without a key pressed before what is typed is judged. */
  pause: number
}

/** What a session tells the editor. */
export interface Editor {
  publish(uri: string, diagnostics: Diagnostic[], version: number | undefined): unknown
  /** Shown to the user. */
  say(message: string): unknown
  /** Kept where somebody looks who searches for a fault of ours. */
  log(message: string): unknown
}

/** What a unit came to. */
export interface Judged extends LintedFiles {
  workspace: Workspace
}

interface State {
  unit: Unit
  asked: Asked
  judged?: Judged | undefined
  isStale: boolean
  /** By absolute path. */
  diagnostics: ReadonlyMap<string, readonly Diagnostic[]>
  problems: ReadonlyMap<string, readonly Diagnostic[]>
}

/** The documents that an editor has open, what is judged because of them, and what it was told. */
export class Session {
  readonly #options: SessionOptions
  readonly #editor: Editor
  readonly #workspaces: Workspaces
  readonly #documents = new Map<string, TextDocument>()
  readonly #units = new Map<string, State>()
  /** What the editor shows, by path. */
  readonly #shown = new Map<string, string>()
  readonly #said = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  #work: Promise<unknown> = Promise.resolve()

  constructor(options: SessionOptions, editor: Editor) {
    this.#options = options
    this.#editor = editor
    this.#workspaces = new Workspaces(options)
  }

  documentAt(path: string): TextDocument | undefined {
    return this.#documents.get(path)
  }

  open(path: string, document: TextDocument): void {
    this.#documents.set(path, document)
    const unit = unitOf(path)
    if (!this.#units.has(unit.key)) {
      const nothing = new Map<string, Diagnostic[]>()
      this.#units.set(unit.key, { unit, asked: new Asked(), isStale: true, diagnostics: nothing, problems: nothing })
    }
    // The editor may have shown something of an earlier time.
    this.#shown.delete(path)
    this.#touch(path)
    this.#judgeAfter(0)
  }

  change(path: string, document: TextDocument): void {
    this.#documents.set(path, document)
    this.#touch(path)
    this.#judgeAfter(this.#options.pause)
  }

  close(path: string): void {
    this.#documents.delete(path)
    const { key } = unitOf(path)
    const isLast = ![...this.#documents.keys()].some((each) => unitOf(each).key === key)
    const state = this.#units.get(key)
    if (isLast && state) {
      this.#units.delete(key)
      this.#show([...state.diagnostics.keys(), ...state.problems.keys()])
    }
    this.#touch(path)
    this.#judgeAfter(0)
  }

  /** Something on the disk changed, whoever did it. */
  async changedOnDisk(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      if (await this.#workspaces.forget(path)) for (const state of this.#units.values()) state.isStale = true
      // What is open counts as it is in the editor.
      if (!this.#documents.has(path)) this.#touch(path)
    }
    this.#judgeAfter(0)
  }

  /** What is known of a document as it is now; undefined where nothing of it is judged. */
  async judged(path: string): Promise<Judged | undefined> {
    const { key } = unitOf(path)
    const state = this.#units.get(key)
    // One that is closed meanwhile is judged no more.
    while (state?.isStale && this.#units.get(key) === state) await this.#judgeStale()
    return state?.judged
  }

  /** The config that holds for a document; undefined where that is none of ours, or the config is broken. */
  async workspaceOf(path: string): Promise<Workspace | undefined> {
    const unit = unitOf(path)
    const opened = await this.#workspaces.of(unit.folder)
    if ('error' in opened) return undefined
    const { workspace } = opened
    return filesOf(unit, this.#texts(workspace, new Asked()), workspace).length > 0 ? workspace : undefined
  }

  /** Judges the unit of a document with other texts in place of some. */
  async judgedWith(path: string, texts: ReadonlyMap<string, string>): Promise<Judged | undefined> {
    const opened = await this.#workspaces.of(unitOf(path).folder)
    return 'workspace' in opened ? this.#judge(unitOf(path), opened.workspace, new Asked(), texts) : undefined
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }

  #touch(path: string): void {
    const { key } = unitOf(path)
    for (const state of this.#units.values()) {
      if (state.unit.key === key || state.asked.includes(path)) state.isStale = true
    }
  }

  #judgeAfter(pause: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#judgeStale(), pause)
  }

  /** Judges what has changed, one after the other. */
  #judgeStale(): Promise<unknown> {
    this.#work = this.#work.then(async () => {
      for (const state of this.#units.values()) if (state.isStale) await this.#renew(state)
    })
    return this.#work
  }

  async #renew(state: State): Promise<void> {
    const before = [...state.diagnostics.keys(), ...state.problems.keys()]
    state.isStale = false
    state.asked = new Asked()
    state.judged = undefined
    state.diagnostics = new Map()
    state.problems = new Map()
    try {
      const opened = await this.#workspaces.of(state.unit.folder)
      if ('error' in opened) this.#tell(state, opened)
      else await this.#judgeIn(state, opened.workspace)
    } catch (error) {
      // A fault of ours ends no session.
      this.#editor.log(describeError(error))
    }
    // What was typed meanwhile is judged next, and told then.
    if (!state.isStale)
      this.#show([...before, ...state.diagnostics.keys(), ...state.problems.keys(), ...this.#openIn(state)])
  }

  async #judgeIn(state: State, workspace: Workspace): Promise<void> {
    try {
      state.judged = await this.#judge(state.unit, workspace, state.asked)
    } catch (error) {
      if (!(error instanceof GuardError)) throw error
      const { root, config } = workspace
      const configs = config.file === undefined ? [] : [config.file]
      this.#tell(state, { error, root, configs: configs.map((file) => `${root}/${file}`) })
      return
    }
    if (!state.judged) return
    const { report, internal } = state.judged.run
    if (internal) this.#editor.log(describeError(internal))
    state.diagnostics = diagnosticsByPath(report.findings, workspace.root, {
      documentAt: (path) => this.documentAt(path),
      hasRelated: this.#options.hasRelated,
    })
  }

  async #judge(
    unit: Unit,
    workspace: Workspace,
    asked: Asked,
    instead?: ReadonlyMap<string, string>,
  ): Promise<Judged | undefined> {
    const texts = this.#texts(workspace, asked, instead)
    const files = filesOf(unit, texts, workspace)
    if (files.length === 0) return undefined
    return { ...(await lintFiles(files, workspace, { texts, now: new Date() })), workspace }
  }

  #texts({ root }: Workspace, asked: Asked, instead: ReadonlyMap<string, string> = new Map()): Texts {
    const open = [...this.#documents].map(([path, document]) => [path, textOf(document)] as const)
    return openTexts(diskTexts(root), new Map([...open, ...instead]), asked)
  }

  /** No config, no judgement; a mistake in it stands where it was made. */
  #tell(state: State, problem: Problem): void {
    const problems = problemsByPath(problem)
    if (typeof problems !== 'string') state.problems = problems
    else if (!this.#said.has(problems)) {
      this.#said.add(problems)
      this.#editor.say(problems)
    }
  }

  #openIn({ unit }: State): string[] {
    return [...this.#documents.keys()].filter((path) => unitOf(path).key === unit.key)
  }

  /** Tells the editor what there is to say of some files, where that is not what it shows. */
  #show(paths: Iterable<string>): void {
    for (const path of new Set(paths)) {
      const diagnostics = this.#diagnosticsAt(path)
      const shown = JSON.stringify(diagnostics)
      const document = this.documentAt(path)
      if (shown === (this.#shown.get(path) ?? (document ? undefined : '[]'))) continue
      this.#shown.set(path, shown)
      this.#editor.publish(document?.uri ?? uriOf(path), diagnostics, document?.version)
    }
  }

  /** Where a file is judged by itself that counts; else what others say of it. */
  #diagnosticsAt(path: string): Diagnostic[] {
    const own = this.#units.get(unitOf(path).key)
    const states = own?.judged ? [own] : [...this.#units.values()]
    const all = [
      ...states.flatMap(({ diagnostics }) => diagnostics.get(path) ?? []),
      ...[...this.#units.values()].flatMap(({ problems }) => problems.get(path) ?? []),
    ]
    // Two that ask the same file find the same there.
    return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()]
  }
}
