// Generated from crates/app/src/wire by `cargo run -p heldby-app --example types`. Do not edit.

/** What went wrong, for programs. The window chooses its screen by it, the command line its exit code. */
export type Code = "no_vault" | "vault_exists" | "is_folder" | "not_a_vault" | "newer_format" | "in_use" | "wrong_passphrase" | "damaged" | "brought_closed" | "nothing_readable" | "vault_gone" | "disk_full" | "read_only" | "permission_denied" | "out_of_memory" | "weak_passphrase" | "empty_passphrase" | "bad_sheet" | "old_sheet" | "keyring" | "locked" | "bad_input" | "not_found" | "bad_catalogue" | "too_large" | "not_an_update" | "update_too_new" | "update_damaged" | "update_unsigned" | "update_foreign_key" | "update_forged" | "update_not_newer" | "bad_layer" | "file_exists" | "not_an_export" | "io";

/** A failure: what happened, then what to do. Never holds a secret or anything from the vault; at most it quotes, shortened, a value that was just typed and does not fit. */
export type Failure = {
/** For programs. */ code: Code,
/** What happened. */ message: string,
/** What to do. */ advice: string, };

/** Whether there is a vault and whether it is open. */
export type StatusKind = "no_vault" | "locked" | "unlocked";

/** What the window needs to know before anything else. */
export type Status = {
/** Whether there is a vault and whether it is open. */ kind: StatusKind,
/** Where the vault lies or would lie. */ vault_path: string,
/** The version of Heldby. */ version: string,
/** The catalogue in use. */ catalogue: CatalogueView,
/** Words that stay on the screen as long as the system refuses to keep Heldby off the network. */ offline_warning: string | null,
/** Why the last copy of the vault could not be made, in words. */ backup_trouble: string | null, };

/** Which catalogue is in use. */
export type CatalogueView = {
/** When its facts were last reviewed. */ date: string,
/** Rises with every release. */ number: number,
/** Days since that date. */ age_days: number,
/** Whether it is older than 60 days and the person should look for a newer one. */ old: boolean,
/** How many companies it knows. */ companies: number,
/** How many breaches it knows. */ breaches: number,
/** Id of the key that signed the installed update; `null` for the catalogue that came with the program. */ signer: string | null,
/** Why a layer of the vault is not in use, in words. */ troubles: Array<string>,
/** Whether a list that nobody signed lies on top. */ unsigned: boolean,
/** How many changes the person has not read yet. */ news: number, };

/** How hard a passphrase is to guess. */
export type Strength = {
/** 0 (guessed at once) to 4 (very hard). The first passphrase of a vault needs 3. */ score: number,
/** Whether it is enough without a spelled-out consent. */ enough: boolean,
/** How long guessing would take somebody with the file, in words. */ crack_time: string,
/** What makes it weak, in words; may be empty. */ warning: string,
/** What would make it stronger, in words. */ suggestions: Array<string>, };

/** Settings of the person, kept in the vault. */
export type Profile = {
/** The country that orders candidates and is proposed for new companies, for example `GB`. */ country: string | null,
/** `light`, `dark` or `system`. */ theme: string, };

/** How the vault locks by itself, kept in the vault. */
export type Locking = {
/** Minutes without use after which it locks; `null` for never. */ after: number | null,
/** Whether the window hides what it shows while another window is in front. */ veil: boolean, };

/** What, beside idleness, makes the window lock on this computer. */
export type LockSignals = {
/** The system says so before it sleeps, and waits until the vault is locked. */ sleep: boolean,
/** The system says when the session is locked. */ session: boolean,
/** The screen saver says when it covers the screen. */ screen_saver: boolean, };

/** One data class for forms and cards. */
export type ClassInfo = {
/** Stable id, for example `date-of-birth`. */ id: string,
/** Words for the screen. */ label: string,
/** Id of its category. */ category: string,
/** `changeable`, `hard` or `permanent`. */ permanence: string,
/** `low`, `medium`, `high` or `critical`. */ severity: string,
/** Whether a person gives it (otherwise the company makes it, such as a SIM number). */ given: boolean, };

/** A word of a closed list and its label. */
export type Word = {
/** The word that commands take. */ id: string,
/** Words for the screen. */ label: string, };

/** A dimension of tags and its values. */
export type Dimension = {
/** For example `plan`. */ id: string,
/** Words for the screen. */ label: string,
/** Its values. */ values: Array<Word>, };

/** The closed lists that forms offer. */
export type Terms = {
/** All data classes in the order in which they are shown. */ classes: Array<ClassInfo>,
/** The categories of data classes, in order. */ categories: Array<Word>,
/** What a person can be to a company. */ relationships: Array<Word>,
/** Tags by dimension; only the closed ones. */ dimensions: Array<Dimension>,
/** Countries of the catalogue's companies, by English name. */ countries: Array<Word>,
/** Sectors of the catalogue's companies. */ sectors: Array<Word>,
/** What a person usually gives, per sector: (sector, class ids). */ usual: Array<[string, Array<string>]>,
/** Minutes without use after which the vault may lock by itself. */ lock_after: Array<number>, };

/** A person of the household. */
export type Person = {
/** Number in the vault. */ id: number,
/** The name that is shown. */ name: string, };

/** One stretch of one relationship. */
export type Period = {
/** `customer`, `prospect`, `employee`, ... */ relationship: string,
/** Since when (year, month or day); `null` if unknown. */ from: string | null,
/** Until when (year, month or day); `null` if unknown or still, see `still`. */ until: string | null,
/** Whether it goes on. */ still: boolean,
/** Tags such as `prepaid`. */ tags: Array<string>, };

/** What a person enters about a company. */
export type HoldingInput = {
/** The name as typed. */ name: string,
/** A domain, address or e-mail address at the company, if known. */ domain: string | null,
/** Two letters, if known. */ country: string | null,
/** The company that the person confirmed; without it the name is resolved. */ company: string | null,
/** The person said that no company which the catalogue knows is meant: the name is not resolved. */ unlinked: boolean,
/** Number of the person; the first one if absent. */ person: number | null,
/** When and as what. Empty: a customer at unknown times. */ periods: Array<Period>,
/** Ids of data classes given. */ gave: Array<string>,
/** Whether that is all that was given. */ gave_complete: boolean,
/** The person's own remark. */ note: string,
/** Usernames, addresses or numbers used there. */ identifiers: Array<string>, };

/** A holding as a row of the table. */
export type HoldingRow = {
/** Number in the vault. */ id: number,
/** The company's name, or the name as typed if it is not linked. */ name: string,
/** The name as typed. */ typed: string,
/** Id of the company, if linked. */ company: string | null,
/** Its country, as entered or the company's only one. */ country: string | null,
/** Its sector, if linked. */ sector: string | null,
/** Who. */ person: Person,
/** The periods in words: "customer, 2012 to 2014". */ when: string,
/** First known year over the periods, for sorting. */ since_year: number | null,
/** The highest verdict that is not put away; `null` if nothing matches or the name is not linked. */ verdict: VerdictWord | null,
/** Matches that are told or likely and not put away. */ breached: number,
/** Matches that are possible and not put away. */ possible: number,
/** Labels of data exposed for sure, most severe first. */ exposed: Array<string>,
/** Whether the person has to say which company is meant. */ needs_company: boolean,
/** Whether the person said that no company which the catalogue knows is meant; they are not asked again. */ unlinked: boolean,
/** Whether the company holds the person without being asked: shown under "may hold you anyway", never counted. */ subject: boolean, };

/** Everything about one holding. */
export type HoldingDetail = {
/** The row. */ row: HoldingRow,
/** What was entered; sending it back unchanged changes nothing. */ input: HoldingInput,
/** How the name was linked, in words: "because 'Talk Talk' is TalkTalk without the space". */ resolved: string | null,
/** Companies that could be meant, if not linked. */ candidates: Array<Candidate>,
/** The matches, highest verdict first; unlikely and not-affected ones included. */ matches: Array<MatchDetail>,
/** Titles of breaches at other companies of the same group, which say nothing about this holding. */ same_group: Array<string>,
/** Breaches that the catalogue listed here before and has withdrawn. */ withdrawn: Array<string>, };

/** A holding that was removed; it can be brought back until the vault is locked. */
export type Removed = {
/** Number in the vault. */ id: number,
/** The name that was shown. */ name: string, };

/** A name and the company that the person means by it. */
export type RememberedName = {
/** As typed. */ name: string,
/** With which country. */ country: string | null,
/** Id of the company. */ company: string,
/** Its name. */ company_name: string,
/** The day on which the person said so. */ confirmed: string, };

/** A company offered while typing. */
export type Suggestion = {
/** Id of the company. */ company: string,
/** Its name. */ name: string,
/** The string that fits what was typed, if it is not the name ("formerly Tiscali"). */ matched: string | null,
/** Where it serves people. */ countries: Array<string>,
/** Its sector. */ sector: string,
/** How many breaches the catalogue has at it or names it in. */ breaches: number,
/** Tags that the name itself says. */ tags: Array<string>, };

/** A company that a name may mean, with the reason. */
export type Candidate = {
/** Id of the company. */ company: string,
/** Its name. */ name: string,
/** Where it serves people. */ countries: Array<string>,
/** Its sector. */ sector: string,
/** The rule that fired, for example `spacing`. */ rule: string,
/** The reason in words. */ why: string,
/** The tie to another company in words ("merged into TalkTalk in July 2009"), if the link goes over one. */ relation: string | null,
/** 1.0 for exact rules. */ score: number,
/** Ids of its breaches, newest first. */ breaches: Array<string>, };

/** What a name means, without recording it. */
export type Lookup = {
/** `same`, `related`, `suggest`, `ask` or `none`. */ decision: string,
/** Best first. For `same` and `related` the first is the company meant. */ candidates: Array<Candidate>,
/** The breaches of the first candidate, or of all if it is open which is meant. */ breaches: Array<BreachRow>, };

/** The verdict as a word; the screen adds colour, shape and label. */
export type VerdictWord = "not-affected" | "unlikely" | "possible" | "likely" | "told";

/** What is known of a data class in a match. */
export type ClassStateKind = "exposed" | "possibly" | "ruled_out" | "not_stated";

/** One data class in a match. */
export type ClassState = {
/** Id of the class. */ id: string,
/** Its label. */ label: string,
/** What is known. */ state: ClassStateKind,
/** Whether the person noted giving it. */ gave: boolean,
/** Who ruled it out. */ by: string | null,
/** `low` to `critical`. */ severity: string,
/** `changeable`, `hard` or `permanent`. */ permanence: string, };

/** How a group fits the holding. */
export type GroupFit = {
/** Id of the group. */ id: string,
/** Who they are. */ who: string,
/** `full`, `open` or `no`. */ fit: string,
/** The same in words: "This is your group", "You may be among them", "Not you". */ label: string,
/** "7.8 million people", "up to 52,000 people", "number not known". */ people: string,
/** Of how many, as far as is known: "few of those who could be meant". */ reach: string | null,
/** Labels of classes lost by all. */ exposed: Array<string>,
/** Labels of classes lost by some. */ possibly: Array<string>,
/** Labels of classes ruled out for the group. */ ruled_out: Array<string>, };

/** One reason for the verdict. */
export type EvidenceLine = {
/** Stable word for machines, for example `timing`. */ kind: string,
/** The reason in words. */ text: string, };

/** What a question is about. */
export type QuestionKind = "since" | "until" | "attribute" | "condition";

/** The one question whose answer would change most. */
export type QuestionView = {
/** What it is about. */ kind: QuestionKind,
/** The question in words. */ text: string,
/** Dimension or condition, if it is about one. */ id: string | null,
/** Values to choose from, for a dimension. */ options: Array<Word>, };

/** What the person said about one breach. */
export type MyAnswer = {
/** `told`, `told_unaffected` or `null`. */ notice: string | null,
/** Put away. */ dismissed: boolean,
/** Conditions answered: (id, question, answer). */ conditions: Array<[string, string, boolean]>, };

/** What the person says about one breach. */
export type AnswerInput = { "kind": "told" } | { "kind": "told_unaffected" } | { "kind": "no_notice" } | { "kind": "dismiss",
/** Whether it is put away. */ dismissed: boolean, } | { "kind": "condition",
/** Its id. */ id: string,
/** Yes, no, or not answered any more. */ answer: boolean | null, };

/** A match as a line of a list. */
export type MatchBrief = {
/** Number of the holding. */ holding: number,
/** The holding's name. */ holding_name: string,
/** Id of the breach. */ breach: string,
/** Its title. */ title: string,
/** The breached company's name. */ company_name: string,
/** How far it concerns the person. */ verdict: VerdictWord,
/** `confirmed`, `exposure`, `disputed`, `denied` or `claimed`. */ status: string,
/** `curated`, `long-tail`, `hibp-file` (nobody signed it) or `private` (noted by the person). */ layer: string,
/** When, in words: "15 to 21 October 2015". */ when: string,
/** Day for sorting and drawing (first day of what is known). */ date: string | null,
/** Labels of classes exposed for sure, most severe first. */ exposed: Array<string>,
/** Labels of classes possibly exposed. */ possibly: Array<string>, };

/** Everything about one match. */
export type MatchDetail = {
/** The line. */ brief: MatchBrief,
/** The verdict in one sentence. */ summary: string,
/** Why. */ evidence: Array<EvidenceLine>,
/** The groups of the breach. */ groups: Array<GroupFit>,
/** Data classes: exposed, possibly, ruled out, then given but not stated. */ classes: Array<ClassState>,
/** What to ask next. */ question: QuestionView | null,
/** What the person said. */ answer: MyAnswer,
/** The status in words: "Left open on the internet; whether anybody took it is not known." */ status_text: string,
/** Through whom it was lost. */ via: string | null,
/** Number of people in words. `null` for a claim: a seller's count is no fact. */ people: string | null,
/** Remarks. */ notes: string,
/** Not checked against a source. */ unverified: Array<string>,
/** Statements that were corrected later. */ superseded: Array<SupersededRow>,
/** Where it is from. */ sources: Array<BreachSource>, };

/** What to search the catalogue for; empty parts do not restrict. */
export type BreachFilter = {
/** Words in company names, aliases or titles. */ text: string,
/** Two letters. */ country: string | null,
/** A sector. */ sector: string | null,
/** Id of a data class that some group lost. */ class: string | null,
/** Year in which it happened or became known. */ year: number | null,
/** A status. */ status: string | null,
/** Whether breaches are shown too of which the mere fact of being in them says something intimate. */ sensitive: boolean, };

/** A breach as a row. */
export type BreachRow = {
/** Its id. */ id: string,
/** Its title. */ title: string,
/** Id of the company. */ company: string,
/** Name of the company. */ company_name: string,
/** Countries of the company. */ countries: Array<string>,
/** Sector of the company. */ sector: string,
/** `confirmed`, `exposure`, `disputed`, `denied` or `claimed`. */ status: string,
/** When, in words. */ when: string,
/** First day of what is known, for sorting. */ date: string | null,
/** When it became public. */ disclosed: string | null,
/** Number of people in words; `null` if not known or only claimed. */ people: string | null,
/** Labels of all classes that some group lost, most severe first. */ classes: Array<string>,
/** How many groups of people it distinguishes. */ groups: number,
/** `curated`, `long-tail`, `hibp-file` (nobody signed it) or `private` (noted by the person). */ layer: string,
/** Whether the mere fact of being in it says something intimate. */ sensitive: boolean, };

/** A group of people in a breach. */
export type GroupRow = {
/** Its id. */ id: string,
/** Who they are. */ who: string,
/** Relationships in words. */ relationships: Array<string>,
/** Tags. */ tags: Array<string>,
/** The question that decides membership, if only the person can know. */ question: string | null,
/** Number of people in words. */ people: string,
/** How many of those who could be meant. */ reach: string | null,
/** The group in which it lies. */ within: string | null,
/** Labels of classes lost by all. */ exposed: Array<string>,
/** Labels of classes lost by some. */ possibly: Array<string>,
/** Labels of classes ruled out. */ ruled_out: Array<string>, };

/** A statement that was corrected later. */
export type SupersededRow = {
/** As of when. */ date: string | null,
/** What was said. */ claim: string, };

/** Where a statement is from. Shown as text to copy; nothing is opened. */
export type BreachSource = {
/** Its address. */ url: string,
/** Who published it. */ publisher: string,
/** `company`, `regulator`, `court`, `press`, `researcher` or `database`. */ kind: string,
/** When. */ date: string | null, };

/** Everything about one breach. */
export type BreachDetail = {
/** The row. */ row: BreachRow,
/** The status in words. */ status_text: string,
/** Through whom it was lost. */ via: string | null,
/** Names of affected brands. */ brands: Array<string>,
/** The window of the stolen records, in words. */ records: string | null,
/** When it was discovered. */ discovered: string | null,
/** The groups. */ groups: Array<GroupRow>,
/** Labels of classes ruled out for everybody. */ ruled_out: Array<string>,
/** Who ruled them out. */ ruled_out_by: string | null,
/** Whom a source clears, in words. */ not_affected: Array<string>,
/** Corrected statements. */ superseded: Array<SupersededRow>,
/** Remarks. */ notes: string,
/** Not checked against a source. */ unverified: Array<string>,
/** Sources. */ sources: Array<BreachSource>,
/** Ids of the same event in other lists. */ also: Array<string>, };

/** A tie to another company. */
export type RelationRow = {
/** In words: "owned by BT Group since January 2016". */ text: string,
/** The other company. */ company: string,
/** Its name. */ name: string, };

/** Where to write to a company. Shown as text to copy; nothing is opened. */
export type ContactView = {
/** E-mail address for questions about data protection. */ privacy_email: string | null,
/** Page with a form for such questions. */ privacy_form: string | null,
/** Postal address in one line. */ address: string | null,
/** Page on which an account is closed, or the page that says how. */ deletion_page: string | null,
/** How hard that is: `easy`, `medium`, `hard`, `limited` or `impossible`. */ deletion: string | null,
/** Page on which the password is changed. */ password_page: string | null, };

/** Everything about one company. */
export type CompanyDetail = {
/** Its id. */ id: string,
/** Its name. */ name: string,
/** Legal names. */ legal_names: Array<string>,
/** Other names. */ aliases: Array<string>,
/** Its domains. */ domains: Array<string>,
/** Where it serves people. */ countries: Array<string>,
/** Its sector. */ sector: string,
/** Ties to other companies, both directions. */ relations: Array<RelationRow>,
/** Different organisations of a similar name. */ not: Array<string>,
/** Parts that nobody has checked. */ unverified: Array<string>,
/** Whether it may hold people who never chose it. */ subject: boolean,
/** Where to write to it, if anything is known. */ contacts: ContactView | null,
/** Its breaches, newest first. */ breaches: Array<BreachRow>,
/** Breaches of other companies that name it. */ named_in: Array<BreachRow>, };

/** What is known about one class at one holding. */
export type IdentityCell = {
/** Number of the holding. */ holding: number,
/** Its name. */ holding_name: string,
/** Id of the breach. */ breach: string,
/** Title of the breach. */ title: string,
/** When, in words. */ when: string,
/** Verdict of the match. */ verdict: VerdictWord, };

/** One data class over all holdings. */
export type IdentityRow = {
/** Id of the class. */ class: string,
/** Its label. */ label: string,
/** Its category. */ category: string,
/** `changeable`, `hard` or `permanent`. */ permanence: string,
/** `low` to `critical`. */ severity: string,
/** `exposed`, `possibly` or `open` (only through matches that are themselves only possible). */ state: string,
/** Where it was exposed for sure. */ exposed: Array<IdentityCell>,
/** Where it may have been, among told and likely matches. */ possibly: Array<IdentityCell>,
/** Where a possible match would have exposed it. */ open: Array<IdentityCell>, };

/** A breach at a holder that nobody chose. */
export type MayHoldBreach = {
/** Its id. */ breach: string,
/** Its title. */ title: string,
/** When, in words. */ when: string,
/** Number of people in words. */ people: string | null,
/** The breach's status. */ status: string,
/** At most possible until something was answered. */ verdict: VerdictWord,
/** Whether the person put it away. */ dismissed: boolean,
/** Labels of data exposed to everybody affected. */ exposed: Array<string>,
/** Labels of data exposed to some. */ possibly: Array<string>, };

/** A company that may hold the person although they never chose it. */
export type MayHold = {
/** Id of the company. */ company: string,
/** Its name. */ name: string,
/** Its sector. */ sector: string,
/** Countries where it works and the person has lived. */ countries: Array<string>,
/** Why it is shown, in words. */ why: string,
/** Number of the holding that the first answer made. */ holding: number | null,
/** The highest verdict that is not put away; `null` without a breach that may concern the person. */ verdict: VerdictWord | null,
/** The breaches that may concern the person. */ breaches: Array<MayHoldBreach>, };

/** The first screen. */
export type Overview = {
/** The one sentence. */ sentence: string,
/** The second, smaller one; may be empty. */ detail: string,
/** Companies recorded. */ companies: number,
/** Companies with a told or likely match. */ breached: number,
/** Further companies with a possible match. */ possible: number,
/** Names that are not linked to a company yet. */ unresolved: number,
/** Told and likely matches, the gravest first. */ first: Array<MatchBrief>,
/** Possible matches, the gravest first. */ open: Array<MatchBrief>,
/** The identity card. */ identity: Array<IdentityRow>,
/** Holders that nobody chose; never among the companies counted above. */ may_hold: Array<MayHold>,
/** The countries in which the person has lived; empty if they were not asked yet. */ lived: Array<string>,
/** How many changes of the catalogue the person has not read yet. */ news: number, };

/** How far the system keeps Heldby off the network. */
export type OfflineWord = "enforced" | "tcp_only" | "open" | "test_build" | "absent";

/** Whether a measure is in force. Nothing is `On` because it was asked for, but because it was seen. */
export type MeasureState = "on" | "off" | "unseen";

/** One measure. */
export type Measure = {
/** For programs. */ id: string,
/** What it is called on the screen. */ label: string,
/** Whether it is in force. */ state: MeasureState,
/** What it does, or why it is not in force. */ detail: string, };

/** What the system answered to an attempt. */
export type AttemptOutcome = "refused" | "allowed" | "not_tried";

/** Something that was tried just now. */
export type Attempt = {
/** For programs. */ id: string,
/** What was tried. */ label: string,
/** What came of it. */ outcome: AttemptOutcome,
/** Whether success would be a way off this computer. */ leads_out: boolean,
/** The system's own words, or why it is open. */ answer: string, };

/** A process of Heldby. */
export type ProcessView = {
/** Its number. */ pid: number,
/** Its name, as the system shows it. */ name: string,
/** What it does. */ part: string,
/** Whether a filter for system calls is in force; `null` where the system does not tell, here and below. */ filtered: boolean | null,
/** Whether it lives in a network of its own that leads nowhere. */ own_network: boolean | null,
/** How many sockets for the internet it has open. */ internet_sockets: number | null, };

/** Something that stays open. */
export type StaysOpen = {
/** What. */ what: string,
/** Why, and what it means. */ why: string, };

/** A place on the disk. */
export type FileUse = {
/** Which. */ path: string,
/** What Heldby does with it. */ what: string, };

/** How the person can see for themselves. */
export type OwnCheck = {
/** What to type into a terminal. */ command: string,
/** What it should show. */ expect: string, };

/** All of it, as it is now. */
export type Privacy = {
/** How far the system keeps Heldby off the network. */ offline: OfflineWord,
/** That, in a sentence. */ summary: string,
/** What it means, and what can be done. */ advice: string,
/** What is in force. */ measures: Array<Measure>,
/** What was tried just now. */ attempts: Array<Attempt>,
/** The processes of this program, and of a window that is open elsewhere. */ processes: Array<ProcessView>,
/** What stays open. */ open: Array<StaysOpen>,
/** Which files are read and written. */ files: Array<FileUse>,
/** How to check it oneself. */ checks: Array<OwnCheck>, };

/** What a release says about itself, after it was checked. */
export type ReleaseView = {
/** When its facts were last reviewed. */ date: string,
/** Rises with every release. */ number: number,
/** How many companies it holds. */ companies: number,
/** How many breaches it holds. */ breaches: number,
/** Id of the key that signed it. */ signer: string,
/** Whether it is newer than the catalogue in use. */ newer: boolean, };

/** A layer of what is known. */
export type LayerView = {
/** `bundled`, `update`, `hibp` or `private`. */ id: string,
/** In words. */ label: string,
/** The name of the file that it came from. */ file: string | null,
/** The number of a release. */ number: number | null,
/** The day on which it was brought in. */ added: string | null,
/** Id of the key that signed it. */ signer: string | null,
/** Whether the project's signature was checked when this was put to use, or it came with the program. */ signed: boolean,
/** Whether it is in use; an installed update is not once the program itself brings a newer one. */ in_use: boolean,
/** How many breaches in use are from it. */ breaches: number, };

/** What kind of change a newer catalogue brought. */
export type NewsKind = "new" | "corrected" | "withdrawn" | "linked" | "unlinked";

/** One change that a newer catalogue brought for the person. */
export type NewsItem = {
/** What kind of change. */ kind: NewsKind,
/** The day on which it was noticed. */ noticed: string,
/** Id of the breach concerned. */ breach: string | null,
/** Number of the holding concerned. */ holding: number | null,
/** What it is about. */ title: string,
/** What changed, in sentences. */ details: Array<string>, };

/** What came of bringing a catalogue in. */
export type Installed = {
/** The catalogue in use now. */ catalogue: CatalogueView,
/** What it changed for the person; also kept until it is marked as read. */ news: Array<NewsItem>,
/** The same in a sentence. */ summary: string, };

/** What a person enters about a breach of their own. */
export type OwnBreachInput = {
/** Id of the company; without it the name is looked up. */ company: string | null,
/** The company's name as typed. */ company_name: string,
/** What happened, in a few words. */ title: string,
/** First day (year, month or day). */ occurred_from: string | null,
/** Last day. */ occurred_to: string | null,
/** When the person heard of it. */ disclosed: string | null,
/** Ids of data classes that were lost. */ classes: Array<string>,
/** A remark. */ note: string, };

/** A breach that the person noted. */
export type OwnBreach = {
/** Number in the vault. */ id: number,
/** The id under which it shows among all breaches. */ breach: string,
/** The company's name. */ company_shown: string,
/** What was entered; sending it back unchanged changes nothing. */ input: OwnBreachInput, };

/** How things stand with the recovery sheet. */
export type SheetState = "none" | "made" | "dead";

/** The recovery sheet of the vault, without what is on it. */
export type Recovery = {
/** Whether there is one that works. */ state: SheetState,
/** The day on which the last one was made. */ made: string | null,
/** The day on which the person typed two of its groups back. */ drilled: string | null,
/** Whether this session was unlocked with it, so that a new passphrase can be set without the old one. */ unlocked_by_sheet: boolean,
/** Whether the sheet can be shown without asking for the passphrase, because it was typed a moment ago. */ proven: boolean,
/** Where a file with the sheet would be saved, to be changed by the person. */ save_as: string, };

/** What can be said of one typed group of a sheet. */
export type GroupCheck = "fits" | "wrong" | "unfinished";

/** A sheet while it is typed. */
export type SheetCheck = {
/** One entry for each typed group. */ groups: Array<GroupCheck>,
/** How many groups a sheet has. */ needed: number,
/** Whether all of it is right. */ complete: boolean, };

/** Quick unlock through the system's keyring. */
export type QuickUnlock = {
/** Whether the person turned it on for this vault on this computer. */ on: boolean,
/** Whether it would work now. */ ready: boolean,
/** Why it would not, in one line; empty otherwise. */ why: string,
/** Whether a key is still in the keyring that should not be there any more. */ left: boolean,
/** Who else can read the key in the keyring of this system, in words. */ caution: string, };

/** How costly one guess at the passphrase is. */
export type KeyProfile = {
/** `default` or `low_memory`. */ id: string,
/** Words for the screen. */ label: string,
/** Memory that making the key takes. */ mebibytes: number, };

/** The ways of making the key, and which one is in use. */
export type KeyProfiles = {
/** All of them, the strongest first. */ all: Array<KeyProfile>,
/** The one of the vault; `null` while there is none or it is locked. */ current: string | null,
/** The strongest for which this computer has the memory. */ suggested: string,
/** Whether the vault's is weaker than what is the default, this computer could do better, and the person has not said to leave it. */ upgrade: boolean, };

/** What opens a copy, as far as can be told without trying. */
export type OpensWith = "present_key" | "present_passphrase" | "earlier" | "other_vault" | "unknown";

/** A copy of the vault. */
export type BackupView = {
/** Its file name, by which commands know it. */ name: string,
/** When it was made, in UTC: `2026-11-22T15:20:18Z`. */ made: string,
/** `automatic`, `manual`, `before-import`, `replaced`, `older-format`, `restored` or `salvaged`. */ kind: string,
/** Why it was made, in words. */ label: string,
/** Bytes. */ size: number,
/** Whether it is a vault of its own, in which somebody may have gone on: never removed together with others. */ vault: boolean,
/** What opens it. */ opens_with: OpensWith, };

/** All copies, and where they are. */
export type BackupList = {
/** The folder in which new ones are made. */ folder: string,
/** Whether that folder was chosen and is not there, with its disk unplugged for example: then copies in it are not listed. */ folder_missing: boolean,
/** The newest first. */ backups: Array<BackupView>,
/** How many of them open only with an earlier passphrase or sheet of this vault. */ earlier: number,
/** Why the last one could not be made, in words. */ trouble: string | null, };

/** When copies are made and how many stay. */
export type BackupSettings = {
/** Whether one is made on locking when something has changed. */ automatic: boolean,
/** The folder that the person chose; `null`: beside the vault. */ folder: string | null,
/** Days of which the newest stays; at least 1. */ daily: number,
/** Weeks of which the newest stays. */ weekly: number,
/** Months of which the newest stays. */ monthly: number, };

/** What came of checking a copy. */
export type BackupCheck = {
/** Its file name. */ name: string,
/** Whether every page and every row of it can be read; `null` if it was not tried. */ good: boolean | null,
/** What was found, in words. */ message: string, };

/** A company in a copy. */
export type PreviewRow = {
/** Its name. */ name: string,
/** Whose data. */ person: string,
/** The periods in words. */ when: string, };

/** What going back would change, by the names of companies. */
export type Difference = {
/** In the vault and not in the copy: they would go. */ only_now: Array<string>,
/** In the copy and not in the vault: they would come back. */ only_there: Array<string>,
/** In both, but not the same. */ changed: Array<string>, };

/** What is in a copy, and how it differs from what is in the vault now. */
export type BackupPreview = {
/** Its file name. */ name: string,
/** When it was made, as far as its name says. */ made: string | null,
/** The household. */ persons: Array<string>,
/** All companies in it. */ companies: Array<PreviewRow>,
/** How many breaches of the person's own are noted in it. */ breaches: number,
/** The difference; `null` while the vault is locked, and for a copy of another one. */ difference: Difference | null, };

/** What came of bringing a copy back. */
export type RestoreDone = {
/** Where the vault is now. */ vault_path: string,
/** The file name under which the vault stays as it was before. */ replaced: string | null,
/** Whether the file at the old place had to be left alone, and the copy lies beside it. */ beside: boolean,
/** What happened and what to do, in words. */ message: string, };

/** One part of what was saved from a damaged vault. */
export type SalvagePart = {
/** What it is, in words. */ label: string,
/** How much was saved. */ saved: number,
/** What was not, in words; empty if all of it was saved. */ lost: string, };

/** What was saved from a damaged vault. */
export type SalvageDone = {
/** Where the new vault lies. */ path: string,
/** Whether nothing is missing. */ complete: boolean,
/** Pages of the damaged file. */ pages: number,
/** Pages of it that are damaged. */ damaged_pages: number,
/** Each part. */ parts: Array<SalvagePart>,
/** What happened and what to do, in words. */ message: string, };

/** A readable copy to be written. */
export type ExportInput = {
/** Where: a path. An existing folder gets a file of the day's name. */ path: string,
/** `json`: everything; `csv`: the companies, one line for each period. */ format: string,
/** Whether the person has read that anybody can read the file. */ readable: boolean,
/** Whether a file of this name may be replaced. */ replace: boolean, };

/** What was written. */
export type ExportDone = {
/** Where. */ path: string,
/** How many companies. */ companies: number,
/** What to do with it, in words. */ message: string, };

/** A company that would know more. */
export type ImportJoined = {
/** Its name. */ name: string,
/** What would be new, in words. */ what: Array<string>, };

/** What taking a file over would change. */
export type ImportPlan = {
/** Whether nothing would change. */ nothing: boolean,
/** Persons that would be added. */ persons: Array<string>,
/** Companies that would be added. */ added: Array<PreviewRow>,
/** Companies that would know more. */ joined: Array<ImportJoined>,
/** Companies of the file that are here already, with all that it says. */ unchanged: number,
/** Breaches of the person's own that would be noted. */ breaches: Array<string>,
/** Names whose meaning would be remembered. */ names: Array<string>,
/** Settings that would be set, and to what, in words. */ settings: Array<string>,
/** What there is no room for, in words. */ left_out: Array<string>, };

/** A file that was brought in, before anything is taken over. */
export type ImportLook = {
/** Its name. */ name: string,
/** `export`: readable; `vault`: a vault or a copy of one. */ kind: string,
/** Whether its passphrase is needed before more can be said. */ needs_passphrase: boolean,
/** The persons in it. */ persons: Array<string>,
/** What would change; `null` until it could be read. */ plan: ImportPlan | null, };

/** What was taken over. */
export type ImportDone = {
/** In words. */ message: string,
/** The copy that was made before: bringing it back undoes this. `null` if nothing changed. */ backup: string | null, };
