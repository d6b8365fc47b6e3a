// SPDX-License-Identifier: MulanPSL-2.0
// test/browser/lib_page.mjs: somebody with a browser: changes into a person of the demonstration,
// looks at pages, and holds each against what every page promises: no text cut, no sideways
// scroll, no target under 44 px, nothing that axe finds serious, the word 演示, and links that lead
// somewhere.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

export const phone = { width: 390, height: 844 }
export const desk = { width: 1280, height: 900 }
const program = process.env.CHROMIUM ?? '/usr/bin/chromium'
const shots = path.join(path.dirname(process.env.ZHIDIAN ?? 'build/zhidian'), 'shots')
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking']

// { browser, axe } or { missing: 'why' }.
export async function browser() {
	if (!existsSync(program)) return { missing: `skipped: no ${program}; script/setup --test` }
	try {
		const { chromium } = await import('playwright-core')
		const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
		mkdirSync(shots, { recursive: true })
		return {
			axe: readFileSync(axe, 'utf8'),
			browser: await chromium.launch({ executablePath: program, args: flags }),
		}
	} catch (error) {
		if (!/MODULE_NOT_FOUND/.test(error.code)) throw error
		return { missing: 'skipped: no node_modules; script/setup --test' }
	}
}

// Runs in the page. What is wrong with it, in words.
function faults() {
	const all = [...document.querySelectorAll('body *')]
	const out = []
	const what = e => {
		const text = (e.getAttribute('aria-label') || e.textContent || e.name || '').trim()
		const name = e.localName + (e.getAttribute('class') ? `.${e.className}` : '')
		return `<${name}> ${text.replace(/\s+/g, ' ').slice(0, 40)}`
	}
	const hidden = e => !e.getClientRects().length || e.closest('.vh, .skip, svg') ||
		getComputedStyle(e).visibility === 'hidden'
	const root = document.documentElement
	if (root.scrollWidth > root.clientWidth)
		out.push(`the page scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`)
	for (const e of all) {
		if (hidden(e) || e.clientWidth <= 1 || !e.textContent.trim()) continue
		// a link at the end of a line reaches out by its finger's room
		const way = getComputedStyle(e).overflowX
		const room = way === 'visible' ? 8 : 1
		if (e.scrollWidth > e.clientWidth + room && way !== 'auto')
			out.push(`cut: ${what(e)} ${e.scrollWidth} > ${e.clientWidth}`)
	}
	const targets = 'a[href], button, input, select, textarea, summary'
	for (const e of document.querySelectorAll(targets)) {
		if (e.type === 'hidden' || hidden(e)) continue
		const box = (e.closest('label') ?? e).getBoundingClientRect()
		if (box.width < 43.5 || box.height < 43.5)
			out.push(`small: ${what(e)} ${box.width | 0} × ${box.height | 0}`)
	}
	return out
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export class Somebody {
	constructor(kit, origin, name, context) {
		Object.assign(this, { kit, origin, name, context })
		Object.assign(this, { met: new Map(), asked: new Set(), wrong: [] })
	}

	// who: as the cast names them; null: a guest.
	static async enter(kit, origin, who, viewport) {
		const context = await kit.browser.newContext({ viewport, baseURL: origin })
		const one = new Somebody(kit, origin, who ?? 'guest', context)

		one.size = viewport === phone ? 'phone' : 'desk'
		one.page = await context.newPage()
		one.page.on('pageerror', e => one.wrong.push(`script: ${e.message}`))
		if (who) await one.become(who)
		return one
	}

	// One press in the strip above every page.
	async become(who) {
		await this.links()
		this.name = who
		await this.page.goto('/heqing/')
		const strip = this.page.locator('.demo')
		if (!await strip.locator('details[open]').count())
			await strip.locator('summary').click()
		await Promise.all([
			this.page.waitForNavigation({ waitUntil: 'load' }),
			strip.locator('button', { hasText: who }).first().click(),
		])
	}

	async json(at) {
		const answer = await this.context.request.get(at)
		assert.equal(answer.status(), 200, `${this.name} ${at}`)
		return answer.json()
	}

	async go(at, shot, status = 200) {
		const answer = await this.page.goto(at)
		assert.equal(answer.status(), status, `${this.name} ${at}`)
		await this.check(shot)
	}

	// The page as it stands now: looked over, photographed, its links kept for later.
	async check(shot) {
		const { pathname: at, search } = new URL(this.page.url())
		const here = at + search
		const told = await this.page.evaluate(faults)
		for (const fault of told) this.wrong.push(`${at}: ${fault}`)
		await this.page.evaluate(this.kit.axe)
		const found = await this.page.evaluate(values => globalThis.axe.run(document, {
			runOnly: { type: 'tag', values }, resultTypes: ['violations'],
		}), tags)
		for (const v of found.violations)
			if (v.impact === 'serious' || v.impact === 'critical')
				this.wrong.push(`${at}: ${v.id}: ${v.nodes[0].html.slice(0, 120)}`)
		const strips = await this.page.locator('.demo').allInnerTexts()
		if (!/演示|demo/i.test(strips.join(' ')))
			this.wrong.push(`${at}: does not say that it is a demonstration`)
		for (const href of await this.page.$$eval('a[href]', all => all.map(a => a.href))) {
			const url = new URL(href)
			const to = url.pathname + url.search
			if (url.origin === this.origin && to !== here) this.met.set(to, at)
			if (url.origin !== this.origin && url.protocol !== 'tel:')
				this.wrong.push(`${at}: leads away to ${href}`)
		}
		if (shot)
			await this.page.screenshot({
				path: path.join(shots, `${shot}-${this.size}.png`), fullPage: true,
			})
	}

	// Every link that was met: 200; a choice of language or size turns back to the page, the
	// first page to the only street.
	async links() {
		for (const [to, from] of this.met) {
			if (this.asked.has(`${this.name} ${to}`)) continue
			this.asked.add(`${this.name} ${to}`)
			const answer = await this.context.request.get(to, {
				maxRedirects: 0, headers: { referer: this.origin + from },
			})
			const status = answer.status()
			const turns = (to === '/' || /[?&](lang|size)=/.test(to)) && status === 303
			if (status !== 200 && !turns)
				this.wrong.push(`${from}: ${to} answers ${status}`)
			await answer.dispose()
		}
		this.met.clear()
	}

	// Presses the button of a form; what comes then must be a page that says 200.
	async press(button, scope = 'main') {
		const target = this.page.locator(`${scope} form button`, { hasText: button })
		const [answer] = await Promise.all([
			this.page.waitForNavigation({ waitUntil: 'load' }), target.first().click(),
		])
		assert.equal(answer.status(), 200, `${this.name}: ${button}: ${this.page.url()}`)
	}

	async done() {
		await this.links()
		await this.context.close()
		assert.deepEqual([...new Set(this.wrong)], [], this.name)
	}
}
