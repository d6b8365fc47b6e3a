// SPDX-License-Identifier: MulanPSL-2.0
// test/browser/walk.mjs: the demonstration, walked through by everybody it is made for: a stranger
// and a neighbour with a phone, the committee and the office at a desk. They read, press, and are
// refused; every page they meet is held against what lib_page.mjs promises and photographed in
// build/shots/.
import { test, before, after } from 'node:test'
import assert from 'node:assert/strict'
import { serve } from './lib_server.mjs'
import { Somebody, browser, desk, phone } from './lib_page.mjs'

const kit = await browser()
const skip = kit.missing ?? false
if (skip) console.log(skip)
let server
const at = {} // where things are: filled by the first test

const enter = (who, viewport) => Somebody.enter(kit, server.origin, who, viewport)
// A test of one person, who leaves when it is over; what was wrong on the way is told together.
const walk = (name, who, viewport, body) => test(name, { skip }, async () => {
	const one = await enter(who, viewport)
	await body(one)
	await one.done()
})

before(async () => { if (!skip) server = await serve('--demo') })
after(async () => {
	if (skip) return
	await kit.browser.close()
	assert.equal(await server.stop(), 0)
	assert.doesNotMatch(server.said(), /broke off| fault /, 'the demonstration went as told')
})

test('the demonstration is full: everybody has something to do', { skip }, async () => {
	const guest = await enter(null, phone)
	const project = title => p => p.title === title
	const { projects } = await guest.json('/heqing/choose/project.json')

	at.lamp = projects.find(project('蔡路楼道灯')).id
	at.rail = projects.find(project('楼道扶手')).id
	const { ballots } = await guest.json('/heqing/choose/ballot.json')
	const counted = ballots.find(b => b.state === 'counted' && b.title.includes('胜利'))
	const ballot = await guest.json(`/heqing/choose/ballot/${counted.id}.json`)

	at.result = `/heqing/choose/allocation/${ballot.allocation_ref}`
	const wang = await enter('王秀珍', phone)
	const home = await wang.json('/heqing/people/home.json')
	for (const ask of home.asks) at[ask.kind] = ask.href
	assert.deepEqual(home.asks.map(a => a.kind),
		['vote', 'keep', 'check', 'meeting', 'poll', 'pledge', 'second'])
	assert.ok(home.news.length >= 3)
	for (const [who, kinds] of Object.entries({
		陈敏: ['check', 'objection', 'meeting_close', 'claim_mend', 'topic_ready', 'orphan',
			'defects'],
		蔡勇: ['check', 'objection', 'project_send'],
		周洁: ['approve', 'blocker_answer', 'screen'],
		钱国强: ['claim_approve'],
		沈丽: ['claim_pay', 'pledges'],
	})) {
		const one = await enter(who, desk)
		const { tasks } = await one.json('/heqing/people/todo.json')
		for (const kind of kinds)
			assert.ok(tasks.some(t => t.kind === kind), `${who}: ${kind}`)
		for (const t of tasks) at[t.kind] = t.href
		await one.context.close()
	}
	await guest.context.close()
	await wang.context.close()
})

walk('the first page: nine stops, each a press away from its page', null, desk, async one => {
	await one.go('/', 'start')
	const stops = await one.page.locator('.tour button').count()
	assert.equal(stops, 9)
	for (let i = 0; i < stops; i++) {
		await one.page.goto('/')
		const button = one.page.locator('.tour button').nth(i)
		const name = await button.textContent()
		const [answer] = await Promise.all([
			one.page.waitForNavigation({ waitUntil: 'load' }), button.click(),
		])
		assert.equal(answer.status(), 200, name)
		one.name = name
		await one.check(`stop-${i + 1}`)
		await one.links()
		assert.match(new URL(one.page.url()).pathname, /^\/heqing\/\w+\/\w+\/\d+/, name)
	}
})

for (const viewport of [phone, desk])
	walk(`a stranger reads (${viewport.width})`, null, viewport, async one => {
		const { seasons } = await one.json('/heqing/place/season.json')

		await one.go('/', 'start')
		await one.go('/heqing/', 'home-guest')
		await one.go('/heqing/signin', 'signin')
		await one.go('/heqing/choose/project', 'projects')
		for (const tab of ['', '/talk', '/money', '/notices', '/care', '/record']) {
			await one.go(`/heqing/choose/project/${at.lamp}${tab}`,
				`project-lamp${tab.replace('/', '-')}`)
			await one.go(`/heqing/choose/project/${at.rail}${tab}`,
				`project-rail${tab.replace('/', '-')}`)
		}
		await one.go('/heqing/voice/topic', 'topics')
		await one.go(at.second, 'topic-guest')
		await one.go('/heqing/voice/meeting', 'meetings')
		await one.go(at.meeting, 'meeting-guest')
		await one.go(at.poll, 'poll-guest')
		await one.go(at.vote, 'ballot-guest')
		await one.go(at.result, 'result')
		await one.go('/heqing/place/season', 'seasons')
		await one.go(`/heqing/place/season/${seasons[0].id}`, 'season')
		await one.go('/heqing/fund/ledger', 'ledger')
		await one.go('/heqing/review/notice', 'notices')
		await one.go(at.objection, 'notice')
		await one.go('/heqing/care/asset', 'assets')
		await one.go(at.keep, 'asset-guest')
		await one.go('/heqing/place/rule', 'rules')
		await one.go('/heqing/place/unit', 'places')
	})

walk('what is not there, not yet yours, not allowed', null, phone, async one => {
	await one.go('/heqing/nothing', 'error-404', 404)
	await one.go('/heqing/choose/project/999999', null, 404)
	await one.go('/heqing/people/person', 'error-401', 401)
	await one.become('王秀珍')
	await one.go('/heqing/people/todo', 'error-403', 403)
	await one.go('/heqing/place/unit?nonsense=1', 'error-422', 422)
})

walk('a neighbour with a phone: home, the ballot, the idea, the collection', '王秀珍', phone,
	async one => {
		const { page } = one

		await one.go('/heqing/', 'home')
		const button = await page.locator('.now .btn.go').boundingBox()
		assert.ok(button.y + button.height < 844, 'the one thing is on the first screen')

		await one.go(at.vote, 'ballot')
		await page.locator('.opt').first().getByText('选它').click()
		await page.waitForURL(/q=/)
		await one.check('ballot-bar')
		assert.ok(await page.locator('.stick').isVisible())
		await page.locator('.stick a, .stick button').last().click()
		await page.waitForLoadState()
		await one.check('ballot-review')
		await one.press('投进票箱')
		await one.check('ballot-receipt')
		assert.match(page.url(), /\/receipt/)

		await one.go(at.second, 'topic')
		await one.press('我家附议')
		await one.check('topic-seconded')

		await one.go(at.pledge, 'project-to-pledge')
		await one.go(`/heqing/fund/pledge/make?project=${at.rail}`, 'pledge-form')
		await page.fill('input[name=amount]', '9999')
		const [refused] = await Promise.all([
			page.waitForNavigation(), page.locator('main form .btn').last().click(),
		])
		assert.equal(refused.status(), 422)
		await one.check('pledge-refused')
		assert.ok(await page.locator('.f.bad').count(), 'said beside its field')
		assert.equal(await page.inputValue('input[name=amount]'), '9999', 'kept')
		await page.fill('input[name=amount]', '25')
		await one.press(/认筹/)
		await one.check('pledge')

		await one.go(at.meeting, 'meeting')
		await one.press('我到了')
		await one.check('meeting-signed')
		await one.go(at.poll, 'poll')
		await page.locator('main summary', { hasText: '就选这个' }).first().click()
		await one.press('就选这个')
		await one.check('poll-answered')
		await one.go(at.keep, 'asset-offered')
		await one.press('我来管')
		await one.check('asset-kept')
		await one.go(at.check, 'asset-check')
		await one.go('/heqing/people/person/me', 'me')
		await one.go('/heqing/', 'home-done')
	})

walk('the committee at a desk: what is due, objections, meetings', '陈敏', desk, async one => {
	const { page } = one

	await one.go('/heqing/people/todo', 'todo')
	await one.go(at.objection, 'notice-cadre')
	await page.locator('textarea[name=answer]').first().fill('花圃离窗一米五，种驱蚊的香草。')
	await one.press('答复')
	await one.check('notice-answered')
	await one.go(at.meeting_close, 'meeting-cadre')
	await one.go('/heqing/voice/meeting/call', 'meeting-call')
	await one.go('/heqing/voice/meeting', 'meetings-cadre')
	await one.go(at.topic_ready, 'topic-ready')
	await one.go('/heqing/fund/claim', 'claims')
	await one.go(at.claim_mend, 'claim-draft')
	await one.go(`/heqing/choose/project/${at.rail}`, 'project-cadre')
	await one.go('/heqing/people/household', 'households')
	await one.go('/heqing/people/person', 'persons')
	await one.go(`${at.vote}/papers`, 'ballot-papers')
	await one.go(at.check, 'asset-cadre')
})

walk('who approves claims, and who pays them', '钱国强', desk, async one => {
	await one.go('/heqing/people/todo', 'todo-approver')
	await one.go(at.claim_approve, 'claim-sent')
	await one.press('同意报销')
	await one.check('claim-approved')
	await one.become('沈丽')
	await one.go('/heqing/people/todo', 'todo-cashier')
	await one.go(at.claim_pay, 'claim-to-pay')
	await one.go(at.pledges, 'pledges')
})

walk('the office of the town', '周洁', desk, async one => {
	await one.go('/heqing/people/todo', 'todo-officer')
	await one.go('/heqing/place/season', 'seasons-officer')
	await one.go(at.approve, 'project-to-approve')
	await one.go(at.screen, 'project-to-screen')
	await one.go(at.blocker_answer, 'blocker')
	await one.go('/heqing/place/rule', 'rules-officer')
	await one.go('/heqing/people/role', 'roles')
	await one.go(`${at.result}/compare`, 'compare')
	await one.go('/heqing/choose/allocation/ahead', 'ahead')
})

for (const [size, shot] of [['elder', 'elder'], ['xl', 'xl']])
	walk(`large type: ${size}`, '李建国', phone, async one => {
		await one.page.goto(`/heqing/?size=${size}`)
		await one.check(`home-${shot}`)
		await one.go(`/heqing/choose/project/${at.lamp}`, `project-${shot}`)
		await one.go(`/heqing/choose/project/${at.lamp}/money`, `money-${shot}`)
		await one.go(at.vote, `ballot-${shot}`)
		await one.go(at.second, `topic-${shot}`)
		await one.go(at.result, `result-${shot}`)
	})

walk('in English', '李建国', phone, async one => {
	await one.page.goto('/heqing/?lang=en')
	await one.check('home-en')
	await one.go('/', 'start-en')
	await one.go(`/heqing/choose/project/${at.lamp}`, 'project-en')
	await one.go(at.vote, 'ballot-en')
	await one.go(at.result, 'result-en')
	await one.go('/heqing/fund/ledger', 'ledger-en')
})

test('every part on one page, and pages with nothing on them yet', { skip }, async () => {
	const empty = await serve('--demo', '--story', 'sim/village')

	try {
		for (const viewport of [phone, desk]) {
			const one = await Somebody.enter(kit, empty.origin, null, viewport)
			await one.go('/kit', 'kit')
			await one.go('/heqing/', 'empty-home')
			for (const list of ['voice/topic', 'voice/meeting', 'choose/project',
				'review/notice', 'care/asset', 'fund/ledger'])
				await one.go(`/heqing/${list}`, `empty-${list.replace('/', '-')}`)
			await one.done()
		}
	} finally {
		assert.equal(await empty.stop(), 0)
	}
})
