// SPDX-License-Identifier: MulanPSL-2.0
// test/browser/escape.mjs: the strings that would like to break out, drawn by the template engine
// and read by a browser: each must be found again, unchanged, in every place, and nothing else may
// have come to be.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { chromium } from 'playwright-core'

const built = path.dirname(process.env.ZHIDIAN ?? 'build/zhidian')
const program = path.join(built, 'test/render/html_test')
const { html, strings } = JSON.parse(execFileSync(program, ['--page'], { encoding: 'utf8' }))
// What the parser of a browser does to line ends, and a one-line field to them.
const parsed = s => s.replace(/\r\n?/g, '\n')
const oneLine = s => s.replace(/[\r\n]/g, '')
let browser
let page
const heard = []
const address = 'http://street.example/heqing/x'

before(async () => {
	browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'],
	})
	page = await browser.newPage()
	page.on('dialog', d => { heard.push(d.message()); d.dismiss() })
	page.on('request', r => {
		if (!r.url().startsWith('http://street.example/')) heard.push(r.url())
	})
	await page.route('**/*', r => r.request().url() === address
		? r.fulfill({ contentType: 'text/html; charset=utf-8', body: html })
		: r.fulfill({ status: 404, body: '' }))
	await page.goto(address)
})
after(() => browser.close())

test('every string stands in every place as it was', async () => {
	const rows = await page.$$eval('.row', rows => rows.map(row => {
		const q = s => row.querySelector(s)
		const i = q('i')
		return {
			text: q('.text').textContent, words: q('.words').textContent,
			title: i.getAttribute('title'), label: i.getAttribute('aria-label'),
			data: i.getAttribute('data-l'),
			input: q('input').value, area: q('textarea').value,
			value: q('option').getAttribute('value'), option: q('option').textContent,
			whole: q('.whole').protocol,
			piece: new URL(q('.piece').href).searchParams.get('q'),
			link: q('.link').pathname, count: row.querySelectorAll('*').length,
			names: [...row.querySelectorAll('*')].flatMap(e => e.getAttributeNames()),
		}
	}))
	assert.equal(rows.length, strings.length)
	rows.forEach((row, n) => {
		const s = strings[n]
		assert.equal(row.text, parsed(s))
		assert.equal(row.words, `事由号 ${parsed(s)}，打电话时报给我们。`)
		assert.equal(row.title, parsed(s))
		assert.equal(row.label, parsed(s))
		assert.equal(row.data, `a${parsed(s)}b`)
		assert.equal(row.input, oneLine(s))
		assert.equal(row.area, parsed(s))
		assert.equal(row.value, parsed(s))
		assert.equal(row.option, parsed(s))
		assert.equal(row.whole, 'http:', s)
		assert.equal(row.piece, s)
		assert.ok(row.link.startsWith('/heqing/a/'), row.link)
		assert.equal(decodeURIComponent(row.link.slice('/heqing/a/'.length)), s)
		assert.equal(row.count, 10)
		assert.ok(!row.names.some(name => name.startsWith('on')))
	})
})

test('the title, a form and a table hold theirs too', async () => {
	assert.equal(await page.title(), `${strings[1]} · 支点`)
	assert.equal(await page.inputValue('form.ask input[name=note]'), strings[3])
	const cells = await page.$$eval('table.cards tbody th', all => all.map(c => c.textContent))
	assert.deepEqual(cells, strings.map(parsed))
})

test('nothing came to life', async () => {
	assert.equal(await page.$$eval('script, img, iframe, style', e => e.length), 0)
	const names = await page.$$eval('*', all => all.flatMap(e => e.getAttributeNames()))
	assert.deepEqual(names.filter(n => n.startsWith('on')), [])
	for (const link of await page.$$('.whole'))
		await link.evaluate(a => {
			a.addEventListener('click', e => e.preventDefault())
			a.click()
		})
	assert.deepEqual(heard, [])
})
