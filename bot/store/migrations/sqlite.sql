CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL,
	dedup_key VARCHAR(120) NOT NULL,
	chat_id BIGINT NOT NULL,
	html TEXT NOT NULL,
	buttons JSON NOT NULL,
	state VARCHAR(16) NOT NULL,
	due_at DATETIME,
	owner VARCHAR(80) NOT NULL,
	lease_until DATETIME,
	tries INTEGER NOT NULL,
	doubts INTEGER NOT NULL,
	reason TEXT NOT NULL,
	queued_at DATETIME NOT NULL,
	sent_at DATETIME, message_id BIGINT, reply_to VARCHAR(120) DEFAULT '' NOT NULL, expires_at DATETIME, story_id INTEGER, answers BIGINT, replaces BIGINT, tells JSON, preview JSON, quotes BIGINT, thread BIGINT, announcement_id INTEGER, file JSON,
	CONSTRAINT pk_outbox PRIMARY KEY (id),
	CONSTRAINT uq_outbox_dedup_key UNIQUE (dedup_key)
);
CREATE TABLE sources (
	id INTEGER NOT NULL,
	name VARCHAR(200) NOT NULL,
	kind VARCHAR(16) NOT NULL,
	address TEXT NOT NULL,
	given_address TEXT NOT NULL,
	language VARCHAR(8) NOT NULL,
	section VARCHAR(80) NOT NULL,
	listed BOOLEAN NOT NULL,
	added BOOLEAN NOT NULL,
	etag TEXT NOT NULL,
	last_modified TEXT NOT NULL,
	next_check_at DATETIME,
	checked_at DATETIME,
	succeeded_at DATETIME,
	failing_since DATETIME,
	dead BOOLEAN NOT NULL,
	moved_to TEXT NOT NULL,
	moved_since DATETIME,
	errors INTEGER NOT NULL,
	reason TEXT NOT NULL, cause VARCHAR(16) DEFAULT 'other' NOT NULL,
	CONSTRAINT pk_sources PRIMARY KEY (id),
	CONSTRAINT uq_sources_name UNIQUE (name)
);
CREATE TABLE stories (
	id INTEGER NOT NULL,
	lead_id INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	quiet BOOLEAN NOT NULL,
	told_at DATETIME, apart_from INTEGER, version INTEGER DEFAULT '1' NOT NULL, suites_on DATE, suites INTEGER DEFAULT '0' NOT NULL, hidden_at DATETIME,
	CONSTRAINT pk_stories PRIMARY KEY (id)
);
CREATE INDEX ix_stories_created_at ON stories (created_at);
CREATE TABLE subscribers (
	chat_id BIGINT NOT NULL,
	zone VARCHAR(64) NOT NULL,
	instant BOOLEAN NOT NULL,
	paused TEXT NOT NULL,
	joined_at DATETIME NOT NULL, gone_at DATETIME, quiet_start INTEGER, quiet_end INTEGER, alerts_max INTEGER, alerts_day DATE, alerts INTEGER DEFAULT '0' NOT NULL, says_nothing_new BOOLEAN DEFAULT 0 NOT NULL, burst_at DATETIME, burst INTEGER DEFAULT '0' NOT NULL, kinds VARCHAR(200), language VARCHAR(8) DEFAULT 'fr' NOT NULL, pictures VARCHAR(8) DEFAULT '' NOT NULL, channel BOOLEAN DEFAULT 0 NOT NULL, pause_from DATETIME, pause_until DATETIME,
	CONSTRAINT pk_subscribers PRIMARY KEY (chat_id)
);
CREATE TABLE articles (
	id INTEGER NOT NULL,
	story_id INTEGER NOT NULL,
	source VARCHAR(200) NOT NULL,
	url TEXT NOT NULL,
	identity VARCHAR(64) NOT NULL,
	title TEXT NOT NULL,
	paragraphs JSON NOT NULL,
	left_out JSON NOT NULL,
	language VARCHAR(8) NOT NULL,
	version INTEGER NOT NULL,
	author TEXT NOT NULL,
	section TEXT NOT NULL,
	image TEXT NOT NULL,
	paywalled BOOLEAN NOT NULL,
	form VARCHAR(16) NOT NULL,
	published_at DATETIME NOT NULL,
	date_origin VARCHAR(16) NOT NULL,
	date_confidence FLOAT NOT NULL,
	date_candidates JSON NOT NULL,
	day_only BOOLEAN NOT NULL,
	stored_at DATETIME NOT NULL,
	summary_due_at DATETIME,
	summary_tries INTEGER NOT NULL, description TEXT DEFAULT '' NOT NULL, sort_key BIGINT DEFAULT '0' NOT NULL, signature JSON, assigned INTEGER, scheme INTEGER DEFAULT '0' NOT NULL, content_hash VARCHAR(64) DEFAULT '' NOT NULL, kind VARCHAR(16) DEFAULT 'news' NOT NULL,
	CONSTRAINT pk_articles PRIMARY KEY (id),
	CONSTRAINT fk_articles_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id),
	CONSTRAINT uq_articles_content_hash UNIQUE (identity)
);
CREATE INDEX ix_articles_story_id ON articles (story_id);
CREATE INDEX ix_articles_summary_due_at ON articles (summary_due_at);
CREATE INDEX ix_articles_url ON articles (url);
CREATE TABLE feedback (
	id INTEGER NOT NULL,
	chat_id BIGINT NOT NULL,
	story_id INTEGER NOT NULL,
	given_at DATETIME NOT NULL, settled_at DATETIME, kind VARCHAR(16) DEFAULT 'other' NOT NULL, words TEXT DEFAULT '' NOT NULL, outcome VARCHAR(16) DEFAULT '' NOT NULL,
	CONSTRAINT pk_feedback PRIMARY KEY (id),
	CONSTRAINT fk_feedback_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id),
	CONSTRAINT uq_feedback_chat_id_story_id UNIQUE (chat_id, story_id)
);
CREATE TABLE tellings (
	chat_id BIGINT NOT NULL,
	story_id INTEGER NOT NULL,
	matched_at DATETIME NOT NULL,
	waiting BOOLEAN NOT NULL, version INTEGER DEFAULT '1' NOT NULL, topic TEXT DEFAULT '' NOT NULL, salience FLOAT DEFAULT '1' NOT NULL, opened BOOLEAN DEFAULT 0 NOT NULL,
	CONSTRAINT pk_tellings PRIMARY KEY (chat_id, story_id),
	CONSTRAINT fk_tellings_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id)
);
CREATE TABLE article_topics (
	article_id INTEGER NOT NULL,
	topic VARCHAR(64) NOT NULL,
	rank INTEGER NOT NULL, sort_key BIGINT DEFAULT '0' NOT NULL,
	CONSTRAINT pk_article_topics PRIMARY KEY (article_id, topic),
	CONSTRAINT fk_article_topics_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
CREATE TABLE article_versions (
	article_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	title TEXT NOT NULL,
	paragraphs JSON NOT NULL,
	content_hash VARCHAR(64) NOT NULL,
	replaced_at DATETIME NOT NULL,
	CONSTRAINT pk_article_versions PRIMARY KEY (article_id, version),
	CONSTRAINT fk_article_versions_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
CREATE TABLE entries (
	id INTEGER NOT NULL,
	source_id INTEGER NOT NULL,
	"key" TEXT NOT NULL,
	address TEXT NOT NULL,
	title TEXT NOT NULL,
	published_at DATETIME,
	text TEXT NOT NULL,
	author TEXT NOT NULL,
	image TEXT NOT NULL,
	fingerprint VARCHAR(64) NOT NULL,
	quiet BOOLEAN NOT NULL,
	seen_at DATETIME NOT NULL,
	state VARCHAR(16) NOT NULL,
	due_at DATETIME,
	tries INTEGER NOT NULL,
	reason TEXT NOT NULL,
	article_id INTEGER, cause VARCHAR(16) DEFAULT 'other' NOT NULL,
	CONSTRAINT pk_entries PRIMARY KEY (id),
	CONSTRAINT fk_entries_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id),
	CONSTRAINT fk_entries_source_id_sources FOREIGN KEY(source_id) REFERENCES sources (id),
	CONSTRAINT uq_entries_source_id_key UNIQUE (source_id, "key")
);
CREATE INDEX ix_entries_due_at ON entries (due_at);
CREATE TABLE summaries (
	article_id INTEGER NOT NULL,
	headline TEXT NOT NULL,
	headline_made BOOLEAN NOT NULL,
	sentences JSON NOT NULL,
	method VARCHAR(16) NOT NULL,
	version VARCHAR(80) NOT NULL,
	note TEXT NOT NULL,
	made_at DATETIME NOT NULL, long JSON DEFAULT '[]' NOT NULL, points JSON DEFAULT '{}' NOT NULL,
	CONSTRAINT pk_summaries PRIMARY KEY (article_id),
	CONSTRAINT fk_summaries_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
CREATE TABLE title_words (
	word VARCHAR(40) NOT NULL,
	articles INTEGER NOT NULL,
	CONSTRAINT pk_title_words PRIMARY KEY (word)
);
CREATE VIRTUAL TABLE "article_words" USING fts5(stems, tokenize = 'ascii', detail = none);
CREATE TABLE "leases" (
	name VARCHAR(80) NOT NULL,
	owner VARCHAR(80) DEFAULT '' NOT NULL,
	held_until DATETIME,
	done_at DATETIME,
	CONSTRAINT pk_duties PRIMARY KEY (name)
);
CREATE TABLE updates (
	id BIGINT NOT NULL,
	seen_at DATETIME NOT NULL, chat_id BIGINT, body TEXT, due_at DATETIME, tries INTEGER DEFAULT '0' NOT NULL, reason TEXT DEFAULT '' NOT NULL,
	CONSTRAINT pk_updates PRIMARY KEY (id)
);
CREATE TABLE "send_limits" (
	chat_id BIGINT NOT NULL,
	free_at DATETIME,
	paused_until DATETIME, paused_at DATETIME,
	CONSTRAINT pk_turns PRIMARY KEY (chat_id)
);
CREATE INDEX ix_outbox_state_due_at ON outbox (state, due_at, id);
CREATE INDEX ix_outbox_chat_id_state ON outbox (chat_id, state, id);
CREATE INDEX ix_outbox_chat_id_sent_at ON outbox (chat_id, sent_at);
CREATE TABLE article_terms (
	article_id INTEGER NOT NULL,
	term VARCHAR(64) NOT NULL,
	written VARCHAR(120) NOT NULL,
	published_at DATETIME NOT NULL,
	CONSTRAINT pk_article_terms PRIMARY KEY (article_id, term),
	CONSTRAINT fk_article_terms_article_id_articles FOREIGN KEY(article_id) REFERENCES articles (id)
)
 WITHOUT ROWID

;
CREATE INDEX ix_article_terms_term_published_at ON article_terms (term, published_at);
CREATE TABLE term_days (
	term VARCHAR(64) NOT NULL,
	day INTEGER NOT NULL,
	articles INTEGER NOT NULL,
	CONSTRAINT pk_term_days PRIMARY KEY (term, day)
)
 WITHOUT ROWID

;
CREATE INDEX ix_subscribers_gone_at ON subscribers (gone_at);
CREATE INDEX ix_outbox_state_expires_at ON outbox (state, expires_at);
CREATE TABLE "editions" (
	id INTEGER NOT NULL,
	chat_id BIGINT NOT NULL,
	local_date DATE NOT NULL,
	minute INTEGER NOT NULL,
	made_at DATETIME NOT NULL,
	kind VARCHAR(8) DEFAULT 'edition' NOT NULL,
	CONSTRAINT pk_editions PRIMARY KEY (id),
	CONSTRAINT uq_editions_chat_id_local_date_minute_kind UNIQUE (chat_id, local_date, minute, kind)
);
CREATE TABLE slots (
	chat_id BIGINT NOT NULL,
	kind VARCHAR(8) NOT NULL,
	minute INTEGER NOT NULL,
	days INTEGER NOT NULL,
	since DATETIME NOT NULL,
	made DATE,
	next_at DATETIME,
	daily_order INTEGER NOT NULL,
	CONSTRAINT pk_slots_new PRIMARY KEY (chat_id, kind, minute),
	CONSTRAINT fk_slots_chat_id_subscribers_new FOREIGN KEY(chat_id) REFERENCES subscribers (chat_id) ON UPDATE CASCADE
);
CREATE TABLE "assignments" (
	id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	CONSTRAINT pk_placings PRIMARY KEY (id)
);
CREATE TABLE "subscriptions" (
	chat_id BIGINT NOT NULL,
	topic TEXT NOT NULL,
	label TEXT NOT NULL,
	mode VARCHAR(8) NOT NULL,
	index_term VARCHAR(200) DEFAULT '' NOT NULL, thread BIGINT,
	CONSTRAINT pk_subscriptions PRIMARY KEY (chat_id, topic),
	CONSTRAINT fk_subscriptions_chat_id_subscribers FOREIGN KEY(chat_id) REFERENCES subscribers (chat_id) ON UPDATE CASCADE
);
CREATE INDEX ix_articles_sort_key ON articles (sort_key);
CREATE INDEX ix_articles_assigned ON articles (assigned);
CREATE INDEX ix_articles_source_sort_key ON articles (source, sort_key);
CREATE INDEX ix_article_topics_topic_sort_key ON article_topics (topic, sort_key);
CREATE INDEX ix_subscriptions_index_term ON subscriptions (index_term);
CREATE INDEX ix_slots_next_at_daily_order ON slots (next_at, daily_order);
CREATE INDEX ix_articles_scheme_sort_key ON articles (scheme, sort_key);
CREATE INDEX ix_articles_content_hash ON articles (content_hash);
CREATE TABLE "questions" (
	short VARCHAR(40) NOT NULL,
	question TEXT NOT NULL,
	asked_at DATETIME NOT NULL,
	chat_id BIGINT DEFAULT '0' NOT NULL,
	CONSTRAINT pk_questions PRIMARY KEY (short, chat_id)
);
CREATE INDEX ix_questions_asked_at ON questions (asked_at);
CREATE TABLE "source_lines" (
	source VARCHAR(200) NOT NULL,
	line TEXT NOT NULL,
	documents INTEGER NOT NULL,
	seen_at DATETIME NOT NULL,
	CONSTRAINT pk_source_lines PRIMARY KEY (source, line)
);
CREATE INDEX ix_updates_due_at ON updates (due_at, id);
CREATE INDEX ix_updates_chat_id ON updates (chat_id, id);
CREATE TABLE activity (
	name VARCHAR(24) NOT NULL,
	hour INTEGER NOT NULL,
	number INTEGER NOT NULL,
	seconds FLOAT NOT NULL,
	CONSTRAINT pk_activity PRIMARY KEY (name, hour)
)
 WITHOUT ROWID

;
CREATE INDEX ix_tellings_chat_id_matched_at ON tellings (chat_id, matched_at);
CREATE INDEX ix_tellings_story_id ON tellings (story_id);
CREATE TABLE switches (
	name VARCHAR(16) NOT NULL,
	since DATETIME NOT NULL,
	CONSTRAINT pk_switches PRIMARY KEY (name)
);
CREATE TABLE "events" (
	id INTEGER NOT NULL,
	at DATETIME NOT NULL,
	name VARCHAR(200) NOT NULL,
	reason TEXT NOT NULL,
	what VARCHAR(64) DEFAULT 'told by an earlier version' NOT NULL,
	cause VARCHAR(16),
	fields JSON DEFAULT '{}' NOT NULL,
	CONSTRAINT pk_events PRIMARY KEY (id)
);
CREATE INDEX ix_events_at ON events (at);
CREATE TABLE votes (
	chat_id BIGINT NOT NULL,
	story_id INTEGER NOT NULL,
	vote VARCHAR(8) NOT NULL,
	source VARCHAR(200) NOT NULL,
	method VARCHAR(16) NOT NULL,
	given_at DATETIME NOT NULL,
	CONSTRAINT pk_votes PRIMARY KEY (chat_id, story_id),
	CONSTRAINT fk_votes_story_id_stories FOREIGN KEY(story_id) REFERENCES stories (id)
);
CREATE INDEX ix_feedback_outcome ON feedback (outcome);
CREATE TABLE setups (
	chat_id BIGINT NOT NULL,
	channel_id BIGINT NOT NULL,
	name TEXT NOT NULL,
	chosen_at DATETIME,
	CONSTRAINT pk_setups PRIMARY KEY (chat_id, channel_id)
);
CREATE INDEX ix_setups_channel_id ON setups (channel_id);
CREATE TABLE invitations (
	id INTEGER NOT NULL,
	code_hash VARCHAR(64) NOT NULL,
	uses_left INTEGER NOT NULL,
	made_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	CONSTRAINT pk_invitations PRIMARY KEY (id),
	CONSTRAINT uq_invitations_code_hash UNIQUE (code_hash)
);
CREATE TABLE admissions (
	chat_id BIGINT NOT NULL,
	invitation INTEGER NOT NULL,
	came_at DATETIME NOT NULL,
	CONSTRAINT pk_admissions PRIMARY KEY (chat_id)
);
CREATE TABLE announcements (
	id INTEGER NOT NULL,
	chat_id BIGINT NOT NULL,
	html TEXT NOT NULL,
	state VARCHAR(16) NOT NULL,
	made_at DATETIME NOT NULL,
	sent_at DATETIME,
	due_at DATETIME,
	after_chat BIGINT,
	again_at DATETIME,
	CONSTRAINT pk_announcements PRIMARY KEY (id)
);
CREATE INDEX ix_outbox_announcement_id_state ON outbox (announcement_id, state) WHERE announcement_id IS NOT NULL;
CREATE INDEX ix_subscribers_pause_until ON subscribers (pause_until) WHERE pause_until IS NOT NULL;
CREATE INDEX ix_votes_story_id ON votes (story_id, given_at);
CREATE INDEX ix_votes_source ON votes (source, method, given_at, vote);
INSERT INTO alembic_version VALUES ('0040');
