-- Our database as revision 0005 left it: open, answered, closed, merged and split cases. Everybody in it is invented.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE FUNCTION public.abhay_now() RETURNS timestamp with time zone
    LANGUAGE sql
    AS $$
  SELECT clock_timestamp() + CASE
    WHEN current_database() LIKE '%abhay\_test%' THEN coalesce((SELECT ahead FROM clock_offset), interval '0')
    ELSE interval '0'
  END
$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.acknowledgement (
    id uuid NOT NULL,
    alert_id uuid NOT NULL,
    first boolean NOT NULL,
    by text NOT NULL,
    via text NOT NULL,
    post_id text,
    unit_id text,
    rung text,
    notification_id uuid,
    note text,
    at timestamp with time zone NOT NULL,
    sealed_note bytea
);

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.alert (
    id uuid NOT NULL,
    ref text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    external_id text,
    severity text NOT NULL,
    trust text NOT NULL,
    status text NOT NULL,
    drill boolean NOT NULL,
    readable boolean NOT NULL,
    received_at timestamp with time zone NOT NULL,
    posted_at timestamp with time zone,
    policy_version integer NOT NULL,
    route jsonb,
    route_state text,
    rung text,
    round integer,
    reminders integer NOT NULL,
    rung_entered_at timestamp with time zone,
    due_at timestamp with time zone,
    exhausted_at timestamp with time zone,
    next_at timestamp with time zone,
    acknowledged_at timestamp with time zone,
    closed_at timestamp with time zone,
    outcome text,
    flow_run_id uuid,
    version integer NOT NULL,
    merged_into text,
    split_from text,
    CONSTRAINT ck_alert_acknowledged_has_time CHECK (((status <> 'acknowledged'::text) OR (acknowledged_at IS NOT NULL))),
    CONSTRAINT ck_alert_awaiting_has_rung CHECK (((status <> 'awaiting'::text) OR ((rung IS NOT NULL) AND (route IS NOT NULL)))),
    CONSTRAINT ck_alert_awaiting_not_acknowledged CHECK (((status <> ALL (ARRAY['received'::text, 'awaiting'::text])) OR (acknowledged_at IS NULL))),
    CONSTRAINT ck_alert_channel_known CHECK ((channel = ANY (ARRAY['webhook'::text, 'mail'::text, 'phone'::text]))),
    CONSTRAINT ck_alert_closed_has_outcome CHECK (((status = 'closed'::text) = (outcome IS NOT NULL))),
    CONSTRAINT ck_alert_closed_has_time CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL))),
    CONSTRAINT ck_alert_due_after_entry CHECK (((due_at IS NULL) OR (rung_entered_at IS NULL) OR (due_at >= rung_entered_at))),
    CONSTRAINT ck_alert_merged_into_another CHECK ((merged_into <> ref)),
    CONSTRAINT ck_alert_merged_is_duplicate CHECK (((merged_into IS NULL) OR (outcome = 'duplicate'::text))),
    CONSTRAINT ck_alert_open_has_next_at CHECK (((status = 'closed'::text) = (next_at IS NULL))),
    CONSTRAINT ck_alert_outcome_known CHECK ((outcome = ANY (ARRAY['safe'::text, 'hospital'::text, 'not_found'::text, 'out_of_state'::text, 'false_alarm'::text, 'duplicate'::text, 'died'::text]))),
    CONSTRAINT ck_alert_received_has_no_rung CHECK (((status <> 'received'::text) OR (rung IS NULL))),
    CONSTRAINT ck_alert_ref_shape CHECK ((ref ~ '^RJ-[0-9]{4}-[0-9]{6,}$'::text)),
    CONSTRAINT ck_alert_round_counts_from_one CHECK ((round >= 1)),
    CONSTRAINT ck_alert_route_has_state CHECK (((route IS NULL) = (route_state IS NULL))),
    CONSTRAINT ck_alert_route_state_known CHECK ((route_state = ANY (ARRAY['resolved'::text, 'ambiguous'::text, 'unresolved'::text, 'out_of_state'::text]))),
    CONSTRAINT ck_alert_rung_has_clock CHECK (((rung IS NULL) = (rung_entered_at IS NULL))),
    CONSTRAINT ck_alert_rung_has_round CHECK (((rung IS NULL) = (round IS NULL))),
    CONSTRAINT ck_alert_severity_known CHECK ((severity = ANY (ARRAY['imminent'::text, 'high'::text, 'concern'::text]))),
    CONSTRAINT ck_alert_status_known CHECK ((status = ANY (ARRAY['received'::text, 'awaiting'::text, 'acknowledged'::text, 'closed'::text]))),
    CONSTRAINT ck_alert_trust_known CHECK ((trust = ANY (ARRAY['verified'::text, 'forwarded'::text, 'failed'::text, 'none'::text])))
);

CREATE TABLE public.alert_event (
    id uuid NOT NULL,
    alert_id uuid NOT NULL,
    event_key text NOT NULL,
    source text NOT NULL,
    channel text NOT NULL,
    kind text NOT NULL,
    trust text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    posted_at timestamp with time zone,
    problems jsonb NOT NULL,
    delivery_key text,
    CONSTRAINT ck_alert_event_channel_known CHECK ((channel = ANY (ARRAY['webhook'::text, 'mail'::text, 'phone'::text]))),
    CONSTRAINT ck_alert_event_trust_known CHECK ((trust = ANY (ARRAY['verified'::text, 'forwarded'::text, 'failed'::text, 'none'::text])))
);

CREATE SEQUENCE public.alert_ref_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.alert_unit (
    alert_id uuid NOT NULL,
    unit_id text NOT NULL,
    "position" integer NOT NULL,
    stood_down_at timestamp with time zone
);

CREATE TABLE public.api_token (
    id uuid NOT NULL,
    token_hash text NOT NULL,
    role text NOT NULL,
    name text NOT NULL,
    unit_id text,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT ck_api_token_role_known CHECK ((role = ANY (ARRAY['integrator'::text, 'operator'::text, 'unit'::text, 'admin'::text, 'auditor'::text]))),
    CONSTRAINT ck_api_token_unit_role_has_unit CHECK (((role = 'unit'::text) = (unit_id IS NOT NULL)))
);

CREATE TABLE public.audit (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    action text NOT NULL,
    alert_id uuid,
    detail jsonb NOT NULL,
    sealed_reason bytea
);

CREATE SEQUENCE public.audit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;

CREATE TABLE public.canary (
    id uuid NOT NULL,
    mailbox text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    returned_at timestamp with time zone,
    CONSTRAINT ck_canary_due_after_sent CHECK ((due_at > sent_at))
);

CREATE TABLE public.clock_offset (
    id integer NOT NULL,
    ahead interval NOT NULL,
    CONSTRAINT ck_clock_offset_one_row CHECK ((id = 1))
);

CREATE SEQUENCE public.clock_offset_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.clock_offset_id_seq OWNED BY public.clock_offset.id;

CREATE TABLE public.contact_point (
    id uuid NOT NULL,
    unit_id text,
    post_id text NOT NULL,
    channel text NOT NULL,
    address text NOT NULL,
    pin_hash text NOT NULL,
    dev_pin text,
    active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_contact_point_address_not_empty CHECK ((address <> ''::text)),
    CONSTRAINT ck_contact_point_dev_pin_stays_in_outbox CHECK (((dev_pin IS NULL) OR (channel = 'outbox'::text)))
);

CREATE TABLE public.content (
    event_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    sealed bytea NOT NULL
);

CREATE TABLE public.district (
    id text NOT NULL,
    name_en text NOT NULL,
    name_hi text NOT NULL
);

CREATE TABLE public.evidence (
    event_id uuid NOT NULL,
    media_type text NOT NULL,
    sha256 text NOT NULL,
    raw bytea NOT NULL,
    payload bytea NOT NULL
);

CREATE TABLE public.hand_over (
    id uuid NOT NULL,
    alert_id uuid NOT NULL,
    number integer NOT NULL,
    format text NOT NULL,
    state text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL,
    CONSTRAINT ck_hand_over_format_known CHECK ((format = ANY (ARRAY['cap'::text, 'text'::text, 'html'::text]))),
    CONSTRAINT ck_hand_over_numbers_from_one CHECK ((number >= 1))
);

CREATE TABLE public.hand_over_receipt (
    id uuid NOT NULL,
    alert_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    noted_by text NOT NULL,
    sealed bytea NOT NULL
);

CREATE TABLE public.identity (
    id integer NOT NULL,
    alert_id uuid NOT NULL,
    kind text NOT NULL,
    digest text NOT NULL
);

CREATE SEQUENCE public.identity_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.identity_id_seq OWNED BY public.identity.id;

CREATE TABLE public.lease (
    alert_id uuid NOT NULL,
    holder text NOT NULL,
    until timestamp with time zone NOT NULL
);

CREATE TABLE public.mailbox (
    name text NOT NULL,
    uidvalidity bigint NOT NULL,
    last_uid bigint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    looked_at timestamp with time zone,
    used_percent integer,
    CONSTRAINT ck_mailbox_percent_of_something CHECK ((used_percent >= 0))
);

CREATE TABLE public.mailbox_message (
    mailbox text NOT NULL,
    uidvalidity bigint NOT NULL,
    uid bigint NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    tries integer NOT NULL,
    fate text,
    sha256 text,
    alert_id uuid,
    taken_at timestamp with time zone,
    settled_at timestamp with time zone,
    CONSTRAINT ck_mailbox_message_case_has_alert CHECK (((fate IS NULL) OR (fate <> ALL (ARRAY['case'::text, 'repeat'::text])) OR (alert_id IS NOT NULL))),
    CONSTRAINT ck_mailbox_message_fate_has_time CHECK (((fate IS NULL) = (taken_at IS NULL))),
    CONSTRAINT ck_mailbox_message_fate_known CHECK ((fate = ANY (ARRAY['case'::text, 'repeat'::text, 'known'::text, 'canary'::text, 'own'::text, 'gone'::text]))),
    CONSTRAINT ck_mailbox_message_settled_after_fate CHECK (((settled_at IS NULL) OR (fate IS NOT NULL)))
);

CREATE TABLE public.milestone (
    alert_id uuid NOT NULL,
    kind text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    done_by text,
    note text,
    nudges integer NOT NULL,
    nudged_at timestamp with time zone,
    sealed_note bytea,
    CONSTRAINT ck_milestone_kind_known CHECK ((kind = ANY (ARRAY['dispatched'::text, 'reached'::text, 'family_informed'::text, 'handed_over'::text, 'closed'::text]))),
    CONSTRAINT ck_milestone_nudged_has_time CHECK (((nudges = 0) = (nudged_at IS NULL))),
    CONSTRAINT ck_milestone_nudges_not_negative CHECK ((nudges >= 0))
);

CREATE TABLE public.notification (
    id uuid NOT NULL,
    alert_id uuid NOT NULL,
    kind text NOT NULL,
    rung text NOT NULL,
    round integer NOT NULL,
    attempt integer NOT NULL,
    unit_id text,
    post_id text NOT NULL,
    contact_id uuid NOT NULL,
    channel text NOT NULL,
    reason text NOT NULL,
    milestone text,
    status text NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    sending_deadline timestamp with time zone,
    tries integer NOT NULL,
    try_after timestamp with time zone,
    sent_at timestamp with time zone,
    delivered_at timestamp with time zone,
    failed_at timestamp with time zone,
    again_after timestamp with time zone,
    resend_of uuid,
    provider_id text,
    error text,
    sender bigint,
    about_unit_id text,
    about_post_id text,
    CONSTRAINT ck_notification_again_after_failure CHECK (((again_after IS NULL) OR (status = ANY (ARRAY['failed'::text, 'unknown'::text])))),
    CONSTRAINT ck_notification_counts_from_one CHECK (((round >= 1) AND (attempt >= 1))),
    CONSTRAINT ck_notification_delivered_has_time CHECK (((status = 'delivered'::text) = (delivered_at IS NOT NULL))),
    CONSTRAINT ck_notification_kind_known CHECK ((kind = ANY (ARRAY['page'::text, 'reminder'::text, 'update'::text, 'escalated'::text, 'acknowledged'::text, 'stood_down'::text, 'closed'::text, 'desk'::text]))),
    CONSTRAINT ck_notification_milestone_known CHECK ((milestone = ANY (ARRAY['dispatched'::text, 'reached'::text, 'family_informed'::text, 'handed_over'::text, 'closed'::text]))),
    CONSTRAINT ck_notification_queued_never_sent CHECK (((status <> 'queued'::text) OR ((sent_at IS NULL) AND (delivered_at IS NULL)))),
    CONSTRAINT ck_notification_sending_has_deadline CHECK (((status <> 'sending'::text) OR (sending_deadline IS NOT NULL))),
    CONSTRAINT ck_notification_sent_has_time CHECK (((status <> ALL (ARRAY['sent'::text, 'delivered'::text])) OR (sent_at IS NOT NULL))),
    CONSTRAINT ck_notification_status_known CHECK ((status = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'delivered'::text, 'failed'::text, 'unknown'::text, 'stood_down'::text])))
);

CREATE TABLE public.pin_failure (
    alert_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    failures integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_pin_failure_failures_counted CHECK ((failures >= 1))
);

CREATE TABLE public.police_unit (
    id text NOT NULL,
    district_id text NOT NULL,
    name_en text NOT NULL,
    name_hi text NOT NULL,
    unit_type text NOT NULL
);

CREATE TABLE public.policy_version (
    version integer NOT NULL,
    body jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL
);

CREATE SEQUENCE public.policy_version_version_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.policy_version_version_seq OWNED BY public.policy_version.version;

CREATE TABLE public.post (
    id text NOT NULL,
    scope text NOT NULL,
    name_en text NOT NULL,
    name_hi text NOT NULL,
    CONSTRAINT ck_post_scope_known CHECK ((scope = ANY (ARRAY['unit'::text, 'state'::text])))
);

CREATE TABLE public.subject (
    event_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    sealed bytea NOT NULL
);

CREATE TABLE public.timeline (
    id integer NOT NULL,
    alert_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    event text NOT NULL,
    rung text,
    actor text NOT NULL,
    detail jsonb NOT NULL,
    CONSTRAINT ck_timeline_event_known CHECK ((event = ANY (ARRAY['received'::text, 'attached'::text, 'routed'::text, 'rung_entered'::text, 'paged'::text, 'reminded'::text, 'acknowledged'::text, 'stood_down'::text, 'milestone'::text, 'overdue'::text, 'exhausted'::text, 'rerouted'::text, 'revealed'::text, 'closed'::text, 'repaired'::text, 'merged'::text, 'split'::text, 'handed_over'::text])))
);

CREATE SEQUENCE public.timeline_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.timeline_id_seq OWNED BY public.timeline.id;

ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);

ALTER TABLE ONLY public.clock_offset ALTER COLUMN id SET DEFAULT nextval('public.clock_offset_id_seq'::regclass);

ALTER TABLE ONLY public.identity ALTER COLUMN id SET DEFAULT nextval('public.identity_id_seq'::regclass);

ALTER TABLE ONLY public.policy_version ALTER COLUMN version SET DEFAULT nextval('public.policy_version_version_seq'::regclass);

ALTER TABLE ONLY public.timeline ALTER COLUMN id SET DEFAULT nextval('public.timeline_id_seq'::regclass);

INSERT INTO public.acknowledgement VALUES
	('d5ea6aef-d730-431e-9c17-447219cb42e3', '894d880c-56a0-4be8-870c-d2c279f7350b', true, 'Control room Kota City', 'phone', NULL, 'kota-city', 'district', NULL, NULL, '2026-11-28 17:26:27.395429+00', '\x674141414141427243773744302d3157705676514341395151707131426235716c41764a394e533247314b796a616b456c4d52696d4c676d726c475f63344e39777778474271725f64354956374237544373726f6e455f485470323268784343476c6655525f515950385f376247495347536f376b67343d');

INSERT INTO public.alembic_version VALUES
	('0005');

INSERT INTO public.alert VALUES
	('925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'RJ-2026-000002', 'meta', 'webhook', 'syn-wh-0003', 'imminent', 'verified', 'awaiting', false, true, '2026-11-28 17:26:09.248797+00', '2026-11-12 17:05:00+00', 1, '{"state": "resolved", "units": ["bundi"], "copies": [], "reason": "corrected by a person", "tehsil": null, "district": "bundi", "evidence": [{"kind": "pin", "says": "kotputli-behror", "unit": null, "state": null, "detail": "PIN 301701: 100% of its post offices", "tehsil": "Behror", "weight": 0.849}, {"kind": "address", "says": "kotputli-behror", "unit": null, "state": null, "detail": "Behror (tehsil), read as written", "tehsil": "Behror", "weight": 0.799}], "candidates": [{"unit": "kotputli-behror", "score": 0.849, "district": "kotputli-behror"}], "confidence": 1.0, "other_state": null}', 'resolved', 'sp', 1, 0, '2026-11-28 17:29:09.425313+00', '2026-11-28 17:34:09.425313+00', NULL, '2026-11-28 17:31:09.425313+00', NULL, NULL, NULL, '1488550d-b03a-41da-b9e1-1c8c9d05c94f', 8, NULL, NULL),
	('dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', 'RJ-2026-000005', 'meta', 'webhook', 'syn-wh-0010', 'high', 'verified', 'awaiting', false, true, '2026-11-28 17:26:14.50404+00', '2026-11-12 16:13:20+00', 1, '{"state": "resolved", "units": ["jalore"], "copies": [], "reason": "city: Sanchore (tehsil), read as written", "tehsil": "Sanchore", "district": "jalore", "evidence": [{"kind": "city", "says": "jalore", "unit": null, "state": null, "detail": "Sanchore (tehsil), read as written", "tehsil": "Sanchore", "weight": 0.591}], "candidates": [{"unit": "jalore", "score": 0.591, "district": "jalore"}], "confidence": 0.591, "other_state": null}', 'resolved', 'district', 1, 1, '2026-11-28 17:26:14.65076+00', '2026-11-28 17:36:14.65076+00', NULL, '2026-11-28 17:32:14.65076+00', NULL, NULL, NULL, '7be8e611-20d6-433d-ae3c-02cde417329a', 4, NULL, NULL),
	('4c930028-ed3b-4bf4-b410-7ebbb9b379ca', 'RJ-2026-000007', 'meta', 'mail', NULL, 'imminent', 'failed', 'awaiting', false, true, '2026-11-28 17:26:20.034493+00', '2026-11-12 09:10:07+00', 1, '{"state": "unresolved", "units": [], "copies": [], "reason": "text: PIN 313001 in the text: 100% of its post offices", "tehsil": "Girwa", "district": null, "evidence": [{"kind": "text", "says": "udaipur", "unit": null, "state": null, "detail": "PIN 313001 in the text: 100% of its post offices", "tehsil": "Girwa", "weight": 0.5}, {"kind": "text", "says": "udaipur", "unit": null, "state": null, "detail": "Udaipur (district), read as written", "tehsil": null, "weight": 0.485}], "candidates": [{"unit": "udaipur", "score": 0.5, "district": "udaipur"}], "confidence": 0.5, "other_state": null}', 'unresolved', 'desk', 1, 0, '2026-11-28 17:26:20.175092+00', '2026-11-28 17:30:20.199286+00', NULL, '2026-11-28 17:30:20.199286+00', NULL, NULL, NULL, '5222941a-2253-4b97-93db-a86ee5ae94f2', 6, NULL, NULL),
	('444dfae2-6390-4c85-bd1a-f78b5a9df5f6', 'RJ-2026-000003', 'meta', 'webhook', 'syn-wh-0006', 'imminent', 'verified', 'closed', false, true, '2026-11-28 17:26:10.97881+00', '2026-11-12 12:05:00+00', 1, '{"state": "resolved", "units": ["phalodi"], "copies": [], "reason": "text: Lohawat (tehsil), read as written", "tehsil": "Lohawat", "district": "phalodi", "evidence": [{"kind": "text", "says": "phalodi", "unit": null, "state": null, "detail": "Lohawat (tehsil), read as written", "tehsil": "Lohawat", "weight": 0.455}, {"kind": "ip", "says": "unknown", "unit": null, "state": null, "detail": "address, port and time can be looked up with the operator: says no place by itself", "tehsil": null, "weight": 0.0}], "candidates": [{"unit": "phalodi", "score": 0.455, "district": "phalodi"}], "confidence": 0.455, "other_state": null}', 'resolved', 'district', 1, 0, '2026-11-28 17:26:11.273078+00', NULL, NULL, NULL, NULL, '2026-11-28 17:26:27.662488+00', 'safe', '36c30c27-240a-4017-bd08-b8ffc486b9fa', 4, NULL, NULL),
	('d250b1c2-84bc-455c-933c-941fd15f889d', 'RJ-2026-000004', 'meta', 'webhook', 'syn-wh-0008', 'imminent', 'verified', 'awaiting', false, true, '2026-11-28 17:26:12.736746+00', '2026-11-12 17:05:00+00', 1, '{"state": "out_of_state", "units": [], "copies": ["pratapgarh", "chittorgarh"], "reason": "gps: point in Neemuch, Madhya Pradesh; 3 min before the post, accurate to 100 m", "tehsil": null, "district": null, "evidence": [{"kind": "gps", "says": "out_of_state", "unit": null, "state": "Madhya Pradesh", "detail": "point in Neemuch, Madhya Pradesh; 3 min before the post, accurate to 100 m", "tehsil": null, "weight": 0.97}, {"kind": "gps", "says": "pratapgarh", "unit": "pratapgarh", "state": null, "detail": "4.0 km from Pratapgarh, Rajasthan: told as a neighbour", "tehsil": null, "weight": 0.0}, {"kind": "gps", "says": "chittorgarh", "unit": "chittorgarh", "state": null, "detail": "13.5 km from Chittorgarh, Rajasthan: told as a neighbour", "tehsil": null, "weight": 0.0}], "candidates": [], "confidence": 0.97, "other_state": "Madhya Pradesh"}', 'out_of_state', 'dgp', 1, 0, '2026-11-28 17:28:12.874369+00', '2026-11-28 17:38:12.874369+00', NULL, '2026-11-28 17:33:12.874369+00', NULL, NULL, NULL, '4b7f1134-2287-42ca-9887-d348860c4e99', 5, NULL, NULL),
	('03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'RJ-2026-000006', 'meta', 'mail', 'SYN-2026-000102', 'imminent', 'verified', 'awaiting', false, true, '2026-11-28 17:26:18.148255+00', '2026-11-12 18:15:44+00', 1, '{"state": "resolved", "units": ["jhunjhunu"], "copies": [], "reason": "city: Mandawa (tehsil), read as written", "tehsil": "Mandawa", "district": "jhunjhunu", "evidence": [{"kind": "city", "says": "jhunjhunu", "unit": null, "state": null, "detail": "Mandawa (tehsil), read as written", "tehsil": "Mandawa", "weight": 0.648}, {"kind": "hometown", "says": "jhunjhunu", "unit": null, "state": null, "detail": "Nawalgarh (tehsil), read as written", "tehsil": "Nawalgarh", "weight": 0.073}, {"kind": "ip", "says": "unknown", "unit": null, "state": null, "detail": "address, port and time can be looked up with the operator: says no place by itself", "tehsil": null, "weight": 0.0}], "candidates": [{"unit": "jhunjhunu", "score": 0.674, "district": "jhunjhunu"}], "confidence": 0.674, "other_state": null}', 'resolved', 'sp', 1, 0, '2026-11-28 17:29:18.291231+00', '2026-11-28 17:34:18.291231+00', NULL, '2026-11-28 17:31:18.291231+00', NULL, NULL, NULL, '45166fb7-9b7b-4383-83f4-45b6bcaac285', 6, NULL, NULL),
	('3f45fbef-b92a-4f5b-8539-54572d957d02', 'RJ-2026-000009', 'phone', 'phone', NULL, 'high', 'verified', 'closed', false, true, '2026-11-28 17:26:27.357079+00', NULL, 1, '{"state": "resolved", "units": ["bundi"], "copies": [], "reason": "address: Bundi (district), read as written", "tehsil": null, "district": "bundi", "evidence": [{"kind": "address", "says": "bundi", "unit": null, "state": null, "detail": "Bundi (district), read as written", "tehsil": null, "weight": 0.777}, {"kind": "text", "says": "bundi", "unit": null, "state": null, "detail": "Bundi (district), read as written", "tehsil": null, "weight": 0.485}], "candidates": [{"unit": "bundi", "score": 0.885, "district": "bundi"}], "confidence": 0.885, "other_state": null}', 'resolved', 'district', 1, 0, '2026-11-28 17:26:27.507301+00', NULL, NULL, NULL, NULL, '2026-11-28 17:26:43.815074+00', 'duplicate', 'df00db71-2826-4451-9fff-582d5fa8fd89', 4, 'RJ-2026-000002', NULL),
	('7a17492e-be56-46af-80ef-5c434c17884e', 'RJ-2026-000011', 'meta', 'webhook', 'syn-wh-0001', 'imminent', 'verified', 'awaiting', false, true, '2026-11-28 17:26:44.109561+00', '2026-11-12 17:12:00+00', 1, '{"state": "resolved", "units": ["kota-city"], "copies": [], "reason": "gps: point in Kota; 0 min before the post, accurate to 30 m", "tehsil": null, "district": "kota", "evidence": [{"kind": "gps", "says": "kota", "unit": "kota-city", "state": null, "detail": "point in Kota; 0 min before the post, accurate to 30 m", "tehsil": null, "weight": 0.97}], "candidates": [{"unit": "kota-city", "score": 0.97, "district": "kota"}], "confidence": 0.97, "other_state": null}', 'resolved', 'sp', 1, 0, '2026-11-28 17:29:44.277544+00', '2026-11-28 17:34:44.277544+00', NULL, '2026-11-28 17:31:44.277544+00', NULL, NULL, NULL, 'fbc48f19-8664-4cf9-a828-9c7038aa07df', 6, NULL, 'RJ-2026-000001'),
	('7085b640-e54f-49ac-ba7f-a49f4dbed9bc', 'RJ-2026-000010', 'phone', 'phone', NULL, 'concern', 'verified', 'awaiting', false, true, '2026-11-28 17:26:40.664413+00', NULL, 1, '{"state": "resolved", "units": ["bundi"], "copies": [], "reason": "corrected by a person", "tehsil": null, "district": "bundi", "evidence": [{"kind": "address", "says": "kota", "unit": null, "state": null, "detail": "Kota (district), read as written", "tehsil": null, "weight": 0.729}, {"kind": "text", "says": "kota", "unit": "kota-city", "state": null, "detail": "Kota City (town or post office), read as written", "tehsil": null, "weight": 0.345}, {"kind": "address", "says": "karauli", "unit": null, "state": null, "detail": "Kota (village post office), read as written", "tehsil": null, "weight": 0.04}], "candidates": [{"unit": "kota-city", "score": 0.822, "district": "kota"}], "confidence": 1.0, "other_state": null}', 'resolved', 'district', 1, 0, '2026-11-28 17:26:40.789639+00', '2026-11-28 17:56:40.789639+00', NULL, '2026-11-28 17:36:40.789639+00', NULL, NULL, NULL, '4a495953-cfcd-4a12-b0a4-9b2394a27096', 4, NULL, NULL),
	('894d880c-56a0-4be8-870c-d2c279f7350b', 'RJ-2026-000001', 'meta', 'webhook', 'syn-wh-0001', 'imminent', 'verified', 'acknowledged', false, true, '2026-11-28 17:26:07.486895+00', '2026-11-12 17:05:00+00', 1, '{"state": "resolved", "units": ["kota-city"], "copies": [], "reason": "gps: point in Kota; 1 min before the post, accurate to 45 m", "tehsil": null, "district": "kota", "evidence": [{"kind": "gps", "says": "kota", "unit": "kota-city", "state": null, "detail": "point in Kota; 0 min before the post, accurate to 30 m", "tehsil": null, "weight": 0.97}, {"kind": "self_reported", "says": "kota", "unit": null, "state": null, "detail": "Kota (district), read as written", "tehsil": null, "weight": 0.501}, {"kind": "self_reported", "says": "karauli", "unit": null, "state": null, "detail": "Kota (village post office), read as written", "tehsil": null, "weight": 0.027}, {"kind": "ip", "says": "unknown", "unit": null, "state": null, "detail": "address, port and time can be looked up with the operator: says no place by itself", "tehsil": null, "weight": 0.0}], "candidates": [{"unit": "kota-city", "score": 0.985, "district": "kota"}], "confidence": 0.985, "other_state": null}', 'resolved', 'district', 1, 0, '2026-11-28 17:26:07.825561+00', '2026-11-28 17:46:27.395429+00', NULL, '2026-11-28 17:46:27.395429+00', '2026-11-28 17:26:27.395429+00', NULL, NULL, '5ac3539b-9a09-42b3-9eff-fea4afa63bea', 8, NULL, NULL),
	('771fab90-b6d3-4d99-81f2-252422f665ce', 'RJ-2026-000008', 'meta', 'mail', 'SYN-2026-000112', 'imminent', 'verified', 'awaiting', false, true, '2026-11-28 17:26:22.029455+00', '2026-11-12 05:58:00+00', 1, '{"state": "unresolved", "units": [], "copies": [], "reason": "the evidence is too weak", "tehsil": null, "district": null, "evidence": [{"kind": "city", "says": "bhilwara", "unit": null, "state": null, "detail": "Shahpura (tehsil), read as written", "tehsil": "Shahpura", "weight": 0.282}, {"kind": "city", "says": "jaipur", "unit": "jaipur-rural", "state": null, "detail": "Shahpura (tehsil), read as written", "tehsil": "Shahpura", "weight": 0.188}, {"kind": "city", "says": "baran", "unit": null, "state": null, "detail": "Shahpura (village post office), read as written", "tehsil": null, "weight": 0.032}, {"kind": "city", "says": "beawar", "unit": null, "state": null, "detail": "Shahpura (village post office), read as written", "tehsil": "Beawar", "weight": 0.032}, {"kind": "city", "says": "jhunjhunu", "unit": null, "state": null, "detail": "Shahpura (village post office), read as written", "tehsil": null, "weight": 0.032}, {"kind": "city", "says": "sikar", "unit": null, "state": null, "detail": "Shahpura (village post office), read as written", "tehsil": null, "weight": 0.032}], "candidates": [{"unit": "bhilwara", "score": 0.253, "district": "bhilwara"}, {"unit": "jaipur-rural", "score": 0.149, "district": "jaipur"}, {"unit": "baran", "score": 0.021, "district": "baran"}, {"unit": "beawar", "score": 0.021, "district": "beawar"}, {"unit": "jhunjhunu", "score": 0.021, "district": "jhunjhunu"}, {"unit": "sikar", "score": 0.021, "district": "sikar"}], "confidence": 0.0, "other_state": null}', 'unresolved', 'dgp', 1, 0, '2026-11-28 17:28:22.280257+00', '2026-11-28 17:38:22.280257+00', NULL, '2026-11-28 17:33:22.280257+00', NULL, NULL, NULL, 'bbbd83b9-f7ff-431c-a40b-2cd944fa6a31', 5, NULL, NULL);

INSERT INTO public.alert_event VALUES
	('092484d4-0214-4d93-a9b3-14f428283142', '894d880c-56a0-4be8-870c-d2c279f7350b', 'a45462ab762cb50ca7ca714cb96a8f4f09b25863fe3523f22774248f28f7a683', 'meta', 'webhook', 'alert.created', 'verified', '2026-11-28 17:26:07.486895+00', '2026-11-12 17:05:00+00', '[]', NULL),
	('3945a253-4ac0-4c3f-8f54-fcc28ad88b1b', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'beef5aac37a9657cd2c5dc3f6cbb0335283519c86c77a4a8fc69eb74a1e9f0d1', 'meta', 'webhook', 'alert.created', 'verified', '2026-11-28 17:26:09.248797+00', '2026-11-12 17:05:00+00', '[]', NULL),
	('13453ad2-16cd-4a08-8b92-58ffd73a7815', '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '6bab534ae90af2e213a84c0bc4d806f0a269401fa955b629b8d1f7efe1dd59dd', 'meta', 'webhook', 'alert.created', 'verified', '2026-11-28 17:26:10.97881+00', '2026-11-12 12:05:00+00', '[]', NULL),
	('a35b60ce-83c8-443b-be29-ac5d150e5770', 'd250b1c2-84bc-455c-933c-941fd15f889d', '5779f31f1ee3544a1736f85b8494794a404af15555d710f8654259b6e97bee0d', 'meta', 'webhook', 'alert.created', 'verified', '2026-11-28 17:26:12.736746+00', '2026-11-12 17:05:00+00', '[]', NULL),
	('beb50fe8-10f1-4ef1-83e7-05d9e132ebc9', 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', '3d2427ba238ce6c0b879690b8511a56c812c1809b2f5f9b6f02c0a79d486e4c9', 'meta', 'webhook', 'alert.created', 'verified', '2026-11-28 17:26:14.50404+00', '2026-11-12 16:13:20+00', '[]', NULL),
	('b8115e47-c1b2-4b6a-9e72-a73092c554ee', '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '12e04e2be0112b9cd9be870e474be134de1a9d6827c5be4bcea8e67401701a91', 'meta', 'mail', 'alert.created', 'verified', '2026-11-28 17:26:18.148255+00', '2026-11-12 18:15:44+00', '[]', NULL),
	('13b93020-5351-422a-8540-c7bbf4c7f186', '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '0fe323a78ba0797c1435b304137b6e45205063220850284d49d6924f89c40d4a', 'meta', 'mail', 'alert.created', 'failed', '2026-11-28 17:26:20.034493+00', '2026-11-12 09:10:07+00', '["authentication-results", "reply-to"]', NULL),
	('4199936d-5443-4d00-88f6-1a738baa9c99', '771fab90-b6d3-4d99-81f2-252422f665ce', 'e0ff97a8ec1c66aa223999c08665c056497d523fe15d58bff1e0cd5b074177ff', 'meta', 'mail', 'alert.created', 'verified', '2026-11-28 17:26:22.029455+00', '2026-11-12 05:58:00+00', '[]', NULL),
	('3b72caf4-952d-4f77-bf8f-fc7cf0c3dc5f', '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '4a2fb4c2fc4bb5cbcb01ec2c0c51797dbefb341f495ea019be3ea1053a987b94', 'phone', 'phone', 'alert.created', 'verified', '2026-11-28 17:26:40.664413+00', NULL, '[]', NULL),
	('2610cce3-b838-4aa9-afef-4a6735291869', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '6f4fb364f7eb3e2e6a4686f2b189566cb11b113f996601550acd8895ec54bbb3', 'phone', 'phone', 'alert.created', 'verified', '2026-11-28 17:26:27.357079+00', NULL, '[]', NULL),
	('b28e60fd-28b2-4c6f-b5ba-ad8a361c958f', '7a17492e-be56-46af-80ef-5c434c17884e', '07698e6a61cddb052406ac443d28806fb8a14df9e4422f6feabb22ccbdc9a5fe', 'meta', 'webhook', 'alert.updated', 'verified', '2026-11-28 17:26:16.313706+00', '2026-11-12 17:12:00+00', '[]', NULL);

INSERT INTO public.alert_unit VALUES
	('894d880c-56a0-4be8-870c-d2c279f7350b', 'kota-city', 0, NULL),
	('444dfae2-6390-4c85-bd1a-f78b5a9df5f6', 'phalodi', 0, NULL),
	('dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', 'jalore', 0, NULL),
	('03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'jhunjhunu', 0, NULL),
	('3f45fbef-b92a-4f5b-8539-54572d957d02', 'bundi', 0, NULL),
	('925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'kotputli-behror', 0, '2026-11-28 17:26:27.536831+00'),
	('925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'bundi', 0, NULL),
	('7085b640-e54f-49ac-ba7f-a49f4dbed9bc', 'kota-city', 0, '2026-11-28 17:26:43.697565+00'),
	('7085b640-e54f-49ac-ba7f-a49f4dbed9bc', 'bundi', 0, NULL),
	('7a17492e-be56-46af-80ef-5c434c17884e', 'kota-city', 0, NULL);

INSERT INTO public.api_token VALUES
	('ce85fd42-3929-460a-9a13-fe72bcb8438c', 'e8dd3c11f81e441d43f0e4f43876bfb185cf2c25dfd45ac9634e6b3e28f7e65c', 'operator', 'desk-synthetic', NULL, '2026-11-28 17:25:52.22739+00', NULL),
	('e0400c2a-ec39-4726-b7d4-92484bcc1a2f', '105ef4366d458099a13fe5c0485c4d8bc63a0e8592f835a727c0b581e6153801', 'unit', 'kota-city-room', 'kota-city', '2026-11-28 17:25:53.093343+00', NULL);

INSERT INTO public.audit VALUES
	(1, '2026-11-28 17:25:32.954752+00', 'seed', 'system', 'policy.set', NULL, '{"version": 1}', NULL),
	(2, '2026-11-28 17:25:35.529771+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "ajmer", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(3, '2026-11-28 17:25:35.536414+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "alwar", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(4, '2026-11-28 17:25:35.539853+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "balotra", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(5, '2026-11-28 17:25:35.543228+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "banswara", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(6, '2026-11-28 17:25:35.546393+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "baran", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(7, '2026-11-28 17:25:35.549757+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "barmer", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(8, '2026-11-28 17:25:35.557563+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "beawar", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(9, '2026-11-28 17:25:35.560663+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "bharatpur", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(10, '2026-11-28 17:25:35.563705+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "bhilwara", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(11, '2026-11-28 17:25:35.566586+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "bhiwadi", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(12, '2026-11-28 17:25:35.569424+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "bikaner", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(13, '2026-11-28 17:25:35.572221+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "bundi", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(14, '2026-11-28 17:25:35.575289+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "chittorgarh", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(15, '2026-11-28 17:25:35.578239+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "churu", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(16, '2026-11-28 17:25:35.581174+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "dausa", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(17, '2026-11-28 17:25:35.584386+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "deeg", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(18, '2026-11-28 17:25:35.587123+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "dholpur", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(19, '2026-11-28 17:25:35.589844+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "didwana-kuchaman", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(20, '2026-11-28 17:25:35.593234+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "dungarpur", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(21, '2026-11-28 17:25:35.596211+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "grp-ajmer", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(22, '2026-11-28 17:25:35.599323+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "grp-jodhpur", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(23, '2026-11-28 17:25:35.602472+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "hanumangarh", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(24, '2026-11-28 17:25:35.605489+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jaipur-commissionerate", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(25, '2026-11-28 17:25:35.608612+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jaipur-east", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(26, '2026-11-28 17:25:35.611319+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jaipur-north", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(27, '2026-11-28 17:25:35.614323+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jaipur-rural", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(28, '2026-11-28 17:25:35.617108+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jaipur-south", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(29, '2026-11-28 17:25:35.619831+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jaipur-west", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(30, '2026-11-28 17:25:35.623085+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jaisalmer", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(31, '2026-11-28 17:25:35.627194+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jalore", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(32, '2026-11-28 17:25:35.630476+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jhalawar", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(33, '2026-11-28 17:25:35.633656+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jhunjhunu", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(34, '2026-11-28 17:25:35.636585+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jodhpur-commissionerate", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(35, '2026-11-28 17:25:35.639338+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jodhpur-east", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(36, '2026-11-28 17:25:35.642358+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jodhpur-rural", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(37, '2026-11-28 17:25:35.645809+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "jodhpur-west", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(38, '2026-11-28 17:25:35.648616+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "karauli", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(39, '2026-11-28 17:25:35.651232+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "khairthal-tijara", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(40, '2026-11-28 17:25:35.654436+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "kota-city", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(41, '2026-11-28 17:25:35.657596+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "kota-rural", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(42, '2026-11-28 17:25:35.660805+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "kotputli-behror", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(43, '2026-11-28 17:25:35.66354+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "nagaur", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(44, '2026-11-28 17:25:35.667415+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "pali", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(45, '2026-11-28 17:25:35.670583+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "phalodi", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(46, '2026-11-28 17:25:35.673951+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "pratapgarh", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(47, '2026-11-28 17:25:35.676923+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "rajsamand", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(48, '2026-11-28 17:25:35.679893+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "salumbar", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(49, '2026-11-28 17:25:35.682632+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "sawai-madhopur", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(50, '2026-11-28 17:25:35.685843+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "sikar", "added": 2, "changed": 0, "switched_off": 0}', NULL);
INSERT INTO public.audit VALUES
	(51, '2026-11-28 17:25:35.688942+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "sirohi", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(52, '2026-11-28 17:25:35.691888+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "sri-ganganagar", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(53, '2026-11-28 17:25:35.695716+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "state", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(54, '2026-11-28 17:25:35.698858+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "tonk", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(55, '2026-11-28 17:25:35.701978+00', 'seed', 'system', 'contacts.set', NULL, '{"unit": "udaipur", "added": 2, "changed": 0, "switched_off": 0}', NULL),
	(56, '2026-11-28 17:25:52.22739+00', 'cli:admin', 'cli', 'token.create', NULL, '{"name": "desk-synthetic", "token_role": "operator"}', NULL),
	(57, '2026-11-28 17:25:53.093343+00', 'cli:admin', 'cli', 'token.create', NULL, '{"name": "kota-city-room", "unit": "kota-city", "token_role": "unit"}', NULL),
	(58, '2026-11-28 17:26:07.486895+00', 'meta', 'partner', 'alert.receive', '894d880c-56a0-4be8-870c-d2c279f7350b', '{"source": "meta", "attached": false}', NULL),
	(59, '2026-11-28 17:26:09.248797+00', 'meta', 'partner', 'alert.receive', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '{"source": "meta", "attached": false}', NULL),
	(60, '2026-11-28 17:26:10.97881+00', 'meta', 'partner', 'alert.receive', '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '{"source": "meta", "attached": false}', NULL),
	(61, '2026-11-28 17:26:12.736746+00', 'meta', 'partner', 'alert.receive', 'd250b1c2-84bc-455c-933c-941fd15f889d', '{"source": "meta", "attached": false}', NULL),
	(62, '2026-11-28 17:26:14.50404+00', 'meta', 'partner', 'alert.receive', 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', '{"source": "meta", "attached": false}', NULL),
	(63, '2026-11-28 17:26:16.313706+00', 'meta', 'partner', 'alert.receive', '894d880c-56a0-4be8-870c-d2c279f7350b', '{"source": "meta", "attached": true}', NULL),
	(64, '2026-11-28 17:26:18.148255+00', 'cli:admin', 'integrator', 'alert.receive', '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '{"source": "meta", "attached": false}', NULL),
	(65, '2026-11-28 17:26:20.034493+00', 'cli:admin', 'integrator', 'alert.receive', '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '{"source": "meta", "attached": false}', NULL),
	(66, '2026-11-28 17:26:22.029455+00', 'cli:admin', 'integrator', 'alert.receive', '771fab90-b6d3-4d99-81f2-252422f665ce', '{"source": "meta", "attached": false}', NULL),
	(67, '2026-11-28 17:26:27.357079+00', 'desk-synthetic', 'operator', 'alert.receive', '3f45fbef-b92a-4f5b-8539-54572d957d02', '{"source": "phone", "attached": false}', NULL),
	(68, '2026-11-28 17:26:27.395429+00', 'kota-city-room', 'unit', 'alert.acknowledge', '894d880c-56a0-4be8-870c-d2c279f7350b', '{"via": "phone", "first": true}', NULL),
	(69, '2026-11-28 17:26:27.465793+00', 'kota-city-room', 'unit', 'alert.milestone', '894d880c-56a0-4be8-870c-d2c279f7350b', '{"kind": "dispatched"}', NULL),
	(70, '2026-11-28 17:26:27.508867+00', 'desk-synthetic', 'operator', 'alert.reveal', '894d880c-56a0-4be8-870c-d2c279f7350b', '{}', '\x6741414141414272437737446674434244484a3437436d546251754d376a737738446b597841757647664e5053723779492d4670674967333453714f7158736d36756c3639304750593048356377414c6f4967762d743375625377577536574a634a67364532766641376e565f744e6339597a64336b303d'),
	(71, '2026-11-28 17:26:27.536831+00', 'desk-synthetic', 'operator', 'alert.route', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '{"to": ["bundi"], "units": ["kotputli-behror"]}', '\x6741414141414272437737445f5037313057554778635f53734670626f7a77305735485841764a304d6b32475579596d657943464e6f7650664b67594353432d394d7477594c336f6438337230766f7579583076776d50645a4666702d4372647277495678697631586846385f644166376b52373348733d'),
	(72, '2026-11-28 17:26:27.662488+00', 'desk-synthetic', 'operator', 'alert.close', '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '{"outcome": "safe"}', NULL),
	(73, '2026-11-28 17:26:39.604321+00', 'desk-synthetic', 'operator', 'alert.reveal', 'd250b1c2-84bc-455c-933c-941fd15f889d', '{}', '\x67414141414142724377375075654e566144694b4c487756736f545a475f784f7a654e6c3632364678653258525837654a6b6d436a79785f32746c5554506f324a387558417434363267396f6d5546506b6c38544170334f4e74334b7a7a6c514c4179486638393767537148796f706b70434665424e3573464577465a37434a6f6f47356a31357732727731507a565f46366d754d4f5536676453796a5036386c413d3d'),
	(74, '2026-11-28 17:26:39.613252+00', 'desk-synthetic', 'operator', 'alert.hand_over', 'd250b1c2-84bc-455c-933c-941fd15f889d', '{"state": "Madhya Pradesh", "format": "text", "number": 1}', NULL),
	(75, '2026-11-28 17:26:40.664413+00', 'desk-synthetic', 'operator', 'alert.receive', '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '{"source": "phone", "attached": false}', NULL),
	(76, '2026-11-28 17:26:43.697565+00', 'kota-city-room', 'unit', 'alert.route', '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '{"to": ["bundi"], "units": ["kota-city"], "suggest": "bundi", "not_ours": "kota-city"}', '\x67414141414142724377375472645a5f765430666545386c6853416955306f76772d74514c5365746d4b6451755a59564a4e70755f36523973375676683137536e4c35355865694b354a485a456768486570694e6a657352667538314c76515257513d3d'),
	(77, '2026-11-28 17:26:43.815074+00', 'desk-synthetic', 'operator', 'alert.merge', '3f45fbef-b92a-4f5b-8539-54572d957d02', '{"into": "RJ-2026-000002", "events": ["2610cce3-b838-4aa9-afef-4a6735291869"], "merged": "RJ-2026-000009"}', '\x674141414141427243773754535657325934416b6166694c706b44446a506f4f5332686a674474686f5661656f746e706f765448353244524f6b6e2d6c565448664e5f7275506b6651757a3554754b623542382d7670513061756e794c56695276673433386658385530627163354e7745646c4c7241343d'),
	(78, '2026-11-28 17:26:43.816785+00', 'desk-synthetic', 'operator', 'alert.merge', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '{"into": "RJ-2026-000002", "events": ["2610cce3-b838-4aa9-afef-4a6735291869"], "merged": "RJ-2026-000009"}', '\x6741414141414272437737543057324d4b6e454d705f535f69497874597567426868624d736355586f65674f494f74476441332d334f77417837424e51766c634a726232785f6d32636453566b4c5f714165666c5f6e664365316c793250754f76534d71616c3232665852564b6772536d5f5261426a733d'),
	(79, '2026-11-28 17:26:44.109561+00', 'desk-synthetic', 'operator', 'alert.split', '894d880c-56a0-4be8-870c-d2c279f7350b', '{"from": "RJ-2026-000001", "split": "RJ-2026-000011", "events": ["b28e60fd-28b2-4c6f-b5ba-ad8a361c958f"]}', '\x6741414141414272437737552d6b4150643461496e4d70725247314e67766f597559774550536d7a387669416c4a6b44395f61763078692d585774656f30597a6a75464f514266466c6f364d56696a68386c6839436e32655f324141754541746541666e516e6d593973304f6d4d594153735a314b4e6b3d'),
	(80, '2026-11-28 17:26:44.109561+00', 'desk-synthetic', 'operator', 'alert.split', '7a17492e-be56-46af-80ef-5c434c17884e', '{"from": "RJ-2026-000001", "split": "RJ-2026-000011", "events": ["b28e60fd-28b2-4c6f-b5ba-ad8a361c958f"]}', '\x674141414141427243773755725835506f627064367a6558306d4638435f7a342d6b33613161615f586a457366355f6b726c452d75746e3451677a476c62537330656167414e57563032533739744f5f52364f756749476c456f343337397379337a78733941366d314f79716c556147324b392d6f696f3d');

INSERT INTO public.contact_point VALUES
	('7f3dab08-a120-451e-accc-778c245f2d39', 'ajmer', 'control-room', 'outbox', 'outbox:ajmer/control-room', 'scrypt$14$8$1$8lBOoPfBZx/BvqjTxG5dVg==$ZEA0QYbbOzSQxG34nZmAqe//cpHkJmSBdOgjUFG2ZOU=', '337083', true, '2026-11-28 17:25:35.528361+00'),
	('33c24b4d-e8cd-4751-9261-a3ee423bee67', 'ajmer', 'sp-office', 'outbox', 'outbox:ajmer/sp-office', 'scrypt$14$8$1$FJBRZ275FVMSwGB8oF3fXg==$WTXxXnXetMAbGdxfMxL2pHWupIcEW0xOkrgZCptA7S0=', '587766', true, '2026-11-28 17:25:35.529337+00'),
	('d94d7c56-cb14-49eb-95f4-5a155908d96c', 'alwar', 'control-room', 'outbox', 'outbox:alwar/control-room', 'scrypt$14$8$1$ndHhdDghYfXCE1sOHR5yYQ==$MbSTPxCEaVx6kH5KltKSC0f0Yt8BggoOjFAhOOtSWzM=', '941559', true, '2026-11-28 17:25:35.535477+00'),
	('4c2dd1d3-bcc5-4c1e-9f8e-68c793c3be04', 'alwar', 'sp-office', 'outbox', 'outbox:alwar/sp-office', 'scrypt$14$8$1$jwq5kJi6CUgeWL56R+Hv8w==$kYM2LiwOIAVI0w7M1XzO5+XtqdErTNAvNGZ/uuAOpiY=', '059123', true, '2026-11-28 17:25:35.536019+00'),
	('68962cf9-e3eb-4f18-92eb-a1d4254dfda7', 'balotra', 'control-room', 'outbox', 'outbox:balotra/control-room', 'scrypt$14$8$1$sj7qIwOYAWC7zvgVeiy4fQ==$bkTf485o207fMRFQfkUYdie/nh7312oZGNWf4N9obcc=', '237317', true, '2026-11-28 17:25:35.539005+00'),
	('379a5537-d941-42bb-955c-166ff08e4ceb', 'balotra', 'sp-office', 'outbox', 'outbox:balotra/sp-office', 'scrypt$14$8$1$O02vXJKhSYdFoo7b5gDjXQ==$WQgnAKWzgUKzUAaULx9jaWK2cdBFXhEsH6AUm5J2JY8=', '371413', true, '2026-11-28 17:25:35.539396+00'),
	('30684ca0-6c12-4dd0-b16d-8749ca05ed01', 'banswara', 'control-room', 'outbox', 'outbox:banswara/control-room', 'scrypt$14$8$1$Mpw57x9WBPaxFGx8mSHyxw==$mXFVJK3EqoIG2PbAMAz8OhsNjak2Qp/ab/Lqvi3qRik=', '409487', true, '2026-11-28 17:25:35.542497+00'),
	('b6975177-4328-420f-bf03-ac9c0992e2c0', 'banswara', 'sp-office', 'outbox', 'outbox:banswara/sp-office', 'scrypt$14$8$1$1o0/rwr5gJps4GWAl96OlQ==$R05eaKDbPzkJDJsWZPWdZyxjcCjOYjDTP21XsVB6QW4=', '002214', true, '2026-11-28 17:25:35.542871+00'),
	('b8937315-8f51-4221-b3a5-ea6e51141c99', 'baran', 'control-room', 'outbox', 'outbox:baran/control-room', 'scrypt$14$8$1$1+8hXyiztr0xrnnUVChLlQ==$B/o4Vb/wUQtYn5cbgmyh8Y3XsgIHikPhrAz4vWs3hC4=', '020922', true, '2026-11-28 17:25:35.545697+00'),
	('5373e1a8-4291-4172-a3c6-1b5428cdfbed', 'baran', 'sp-office', 'outbox', 'outbox:baran/sp-office', 'scrypt$14$8$1$XlW44DAnsEhy4cmWxaOg/g==$DQt5eAoGm9UICF5x09hc5EjrXf0PRwp9lnCS47T3yQI=', '821901', true, '2026-11-28 17:25:35.546063+00'),
	('ab6cf6d8-c193-4ff3-9a02-a02723c649b0', 'barmer', 'control-room', 'outbox', 'outbox:barmer/control-room', 'scrypt$14$8$1$KaY7YBSVmAYnKFuOE8IDVw==$CK3mtIGqFQUG8PksDW1V1swQUsCuc6jb7dtK4xead8Q=', '449872', true, '2026-11-28 17:25:35.548825+00'),
	('2c0a8137-96bd-405e-aff7-998e06eaa671', 'barmer', 'sp-office', 'outbox', 'outbox:barmer/sp-office', 'scrypt$14$8$1$/8fGcPE6qqO3irCFP5G0oQ==$dm2KxfOiQDbBRgW0WQmsfW+4VSjNutXqOzYjS1LOtIo=', '850726', true, '2026-11-28 17:25:35.549266+00'),
	('2b2ff90f-8e5d-4e8a-addd-abe9e3acd059', 'beawar', 'control-room', 'outbox', 'outbox:beawar/control-room', 'scrypt$14$8$1$H1F7JRM+jDWys6iFBA5gEw==$py5cx+h5xNl9687dz6DxQe5RPkeJMLIqo9Ia0/jWePg=', '662128', true, '2026-11-28 17:25:35.556748+00'),
	('3447ce8a-3045-463b-b7cc-93ad191f1355', 'beawar', 'sp-office', 'outbox', 'outbox:beawar/sp-office', 'scrypt$14$8$1$BQrH5SEKvKhRQWx07r06Gw==$XbrrlSqFpEIxALJfEAMd/6RHs4pqimSiPokcqSNlCZg=', '381565', true, '2026-11-28 17:25:35.557176+00'),
	('2d1f8d3b-3381-408a-a40c-d43964f87766', 'bharatpur', 'control-room', 'outbox', 'outbox:bharatpur/control-room', 'scrypt$14$8$1$UwXhScu1uzYzHkiwqmge6A==$lbwCrgtAEw0wSEuh2P/po5Puiz4xFq3cvWBNlgPwpxs=', '921251', true, '2026-11-28 17:25:35.559919+00'),
	('a7dbd6d3-2d44-4c92-9cf5-fd942dbaff12', 'bharatpur', 'sp-office', 'outbox', 'outbox:bharatpur/sp-office', 'scrypt$14$8$1$X0rTepKDtP8uk4VnR5deBw==$okwcJRN8HgkkDSGQvazHslu3xnQ2954Hcz2hsiS7zJQ=', '009128', true, '2026-11-28 17:25:35.560308+00'),
	('e42c726f-5e89-4c2a-aa82-26cc05b6f8ba', 'bhilwara', 'control-room', 'outbox', 'outbox:bhilwara/control-room', 'scrypt$14$8$1$ofc7HUHZv9zkx80vtGV4bw==$lsvzyL9qXuxb5JgSiX2E1qdDWMvcjS7An4oiBHZHGvo=', '610908', true, '2026-11-28 17:25:35.562771+00'),
	('23446c6e-ba27-4ca9-ac55-dca28844c86f', 'bhilwara', 'sp-office', 'outbox', 'outbox:bhilwara/sp-office', 'scrypt$14$8$1$nIdtjCYkszsgpOJGjGj9ww==$grmTztmQq9AzHcUeIx77KEn4VIs6PKavrb/DwhnNtQ0=', '752035', true, '2026-11-28 17:25:35.563161+00'),
	('62bbf86a-e1a5-4393-80a5-e3a96cb2efe6', 'bhiwadi', 'control-room', 'outbox', 'outbox:bhiwadi/control-room', 'scrypt$14$8$1$NJcoUDlWDyagBdR2wJ3n+w==$inil23NhWWap87DDgP2OLP7EY4GPJSELM68nVnzEJNM=', '275515', true, '2026-11-28 17:25:35.565884+00'),
	('efb44adb-3098-45af-802a-d6010e2db5c0', 'bhiwadi', 'sp-office', 'outbox', 'outbox:bhiwadi/sp-office', 'scrypt$14$8$1$thXufICkkH+XsyzAQOwAtg==$Wvj3cvhbl+z8uMwf1S/mF02VqqpaRtwboaSrOWDlhJY=', '632312', true, '2026-11-28 17:25:35.56625+00'),
	('d4585713-847c-4d9c-a780-db1e3dd7f26f', 'bikaner', 'control-room', 'outbox', 'outbox:bikaner/control-room', 'scrypt$14$8$1$W+tcyBhXLySzJ0t8eL0STQ==$7ZMudb5oHk+1GwONRe95cmpecquPvv3FhTPK3M1XBHQ=', '154635', true, '2026-11-28 17:25:35.568659+00'),
	('4460502a-defb-49fe-95a0-89d1b620a4d4', 'bikaner', 'sp-office', 'outbox', 'outbox:bikaner/sp-office', 'scrypt$14$8$1$UzByPmi6r7URYXLbA2fgnA==$jGLQs4gqpmBBwz4qvALBpG0Uo9y+QQlsZm24eGUxc38=', '388871', true, '2026-11-28 17:25:35.569054+00'),
	('6c663f22-1aaf-4877-9b5b-aed51337dd29', 'bundi', 'control-room', 'outbox', 'outbox:bundi/control-room', 'scrypt$14$8$1$B01X9K/2bdRuaprfrPEVLA==$dNniU0qKxyKF3MYJTcZIpNtEF6HuIKS/36TwvwFq3es=', '105888', true, '2026-11-28 17:25:35.571373+00'),
	('b7bae195-6f46-4d2b-9647-29b598cd52c2', 'bundi', 'sp-office', 'outbox', 'outbox:bundi/sp-office', 'scrypt$14$8$1$n5lsQ+C5x41MaPjbgC9nZQ==$oMz81WBWr2qQi6EliOdliFvGeQXbA3xq3GN+JHuBrpU=', '135879', true, '2026-11-28 17:25:35.571833+00'),
	('19d4c1bd-9272-4dcd-90ae-2abd6975a950', 'chittorgarh', 'control-room', 'outbox', 'outbox:chittorgarh/control-room', 'scrypt$14$8$1$+V24msUUw/lsbhTYB4a+OA==$YW1q8QEB7QYQg8qkSvCe4oeAo5M8zDLJ3gcA2o3rrdc=', '219081', true, '2026-11-28 17:25:35.574604+00'),
	('b2917b6b-cdcb-4f77-89f5-ee194be92657', 'chittorgarh', 'sp-office', 'outbox', 'outbox:chittorgarh/sp-office', 'scrypt$14$8$1$YYSPEY+zzDOg0uzVVVomxw==$DGX29oc7UqvfCRfRPZvNEbU0gNtpX/sLma6D9C3afiY=', '527143', true, '2026-11-28 17:25:35.574968+00'),
	('29901970-4f10-4ae2-9b04-a630d0831bb4', 'churu', 'control-room', 'outbox', 'outbox:churu/control-room', 'scrypt$14$8$1$MOmt1JL/sP1x8oAi+PVGgw==$cb6yJYu6pXWGc+1Y/0o2WijBlOf3GulAU6NAsaD42KI=', '337917', true, '2026-11-28 17:25:35.577331+00'),
	('3f3be93b-c0e4-4f0d-8cde-7cb06a1286c3', 'churu', 'sp-office', 'outbox', 'outbox:churu/sp-office', 'scrypt$14$8$1$kQNb5XKioDnPSkLIb0RKvA==$VU0OBXGqWpo+3xOH6YtACvJAKBuYcPYZiqcUJi9DiLo=', '800056', true, '2026-11-28 17:25:35.577877+00'),
	('46fe33a8-ccaa-4032-8bac-813de9fff6c6', 'dausa', 'control-room', 'outbox', 'outbox:dausa/control-room', 'scrypt$14$8$1$QXFzwxZCnsSbLupRQRj5Eg==$447oz8uemHkyhc4NKeR5CSQP2cL16Gbrp8F6BbDnnz0=', '617775', true, '2026-11-28 17:25:35.58029+00'),
	('ae79624e-d64a-4581-a0f6-8f015e7d67da', 'dausa', 'sp-office', 'outbox', 'outbox:dausa/sp-office', 'scrypt$14$8$1$Bu7uF5GAwU4EK6OS/KmCCg==$vRR3ii/BuAWf/VLqY5BwpgaYAs+/f1zF1PbGgoEyQLs=', '237838', true, '2026-11-28 17:25:35.58079+00'),
	('20dddc9a-8069-4a68-a033-2bc3ce2602f1', 'deeg', 'control-room', 'outbox', 'outbox:deeg/control-room', 'scrypt$14$8$1$9LOrJhIAxGEaubqL0gt3Iw==$SY9aY2YVwhkhAPY2TiFaL+4ujcgnvuWY6vu//6/MSMc=', '019357', true, '2026-11-28 17:25:35.583525+00'),
	('7ea39f53-f331-427c-8c00-0df24719808a', 'deeg', 'sp-office', 'outbox', 'outbox:deeg/sp-office', 'scrypt$14$8$1$6ZwN59JOaNO4D8XnV1kJoA==$+Z9HVCt36IPB6p6s3VP1ejrWP89s0twxdwgKKIo4h3g=', '347792', true, '2026-11-28 17:25:35.584015+00'),
	('3b4bffc1-10e7-462a-ba0b-901273205777', 'dholpur', 'control-room', 'outbox', 'outbox:dholpur/control-room', 'scrypt$14$8$1$UnGGkJgiC7X/SwRlvSEPEg==$Wj6+cUUhBpJhLhuCNAMb9OnOaCaC8RS3GXLlK2b0+lc=', '707213', true, '2026-11-28 17:25:35.586435+00'),
	('6aebe840-e479-4262-865c-43ee092e5faf', 'dholpur', 'sp-office', 'outbox', 'outbox:dholpur/sp-office', 'scrypt$14$8$1$TWgkuPz+6SLgCPd2M4E1Xg==$ugvY0l0R/GyG3nlnGJKx24mVeJvDZ7K+zHNFiBuY12U=', '692004', true, '2026-11-28 17:25:35.586799+00'),
	('492b19c6-7661-4ea5-83f1-5604bcd51a21', 'didwana-kuchaman', 'control-room', 'outbox', 'outbox:didwana-kuchaman/control-room', 'scrypt$14$8$1$B2McVwoqFQTNe/Of6OrUnQ==$6+hcCNsbv6/etWro66xMIaiiMkBRcWuIe0ByBzhHW48=', '794874', true, '2026-11-28 17:25:35.589136+00'),
	('c7c6b33e-79d4-429f-b806-25556b0d3961', 'didwana-kuchaman', 'sp-office', 'outbox', 'outbox:didwana-kuchaman/sp-office', 'scrypt$14$8$1$0XSbSB0UOkPxqssB0ELjcw==$5t0T715u7rJgzlN1oPK9OFbCHR0wZ8XQsFQ9lUiNAQ8=', '498524', true, '2026-11-28 17:25:35.589499+00'),
	('f7ec58be-cfeb-442e-9173-8e67fa775772', 'dungarpur', 'control-room', 'outbox', 'outbox:dungarpur/control-room', 'scrypt$14$8$1$nWfgnGz5Jogw+IzBUzkcDw==$9kTjHBLK+C6RSlTt2lesdu+ih449zB1rR5XDlZs0mYc=', '028423', true, '2026-11-28 17:25:35.592257+00'),
	('02baccbc-ec5d-4cf2-bf3d-a5b8b09cdaa7', 'dungarpur', 'sp-office', 'outbox', 'outbox:dungarpur/sp-office', 'scrypt$14$8$1$w2/iz8rIGNUJfB1BJ0WPyA==$MzMEBEOZHcfOWOzcFpIF8987EL4RY5lCRHIbmBRojJU=', '683808', true, '2026-11-28 17:25:35.592843+00'),
	('61d8ebd5-4814-436e-a83c-e4b329e25373', 'grp-ajmer', 'control-room', 'outbox', 'outbox:grp-ajmer/control-room', 'scrypt$14$8$1$pZfK2p6YNyRVcUrTjMwDwg==$GG2ygBymKFY0O7VFziQkquP6q/XsY1xrvd2+k7xTnxw=', '770165', true, '2026-11-28 17:25:35.595391+00'),
	('6f3f8d59-9859-400f-9f4c-c9ad62142bea', 'grp-ajmer', 'sp-office', 'outbox', 'outbox:grp-ajmer/sp-office', 'scrypt$14$8$1$vbpqofFl0X1oWmzAG6H6bQ==$M3/vEs8jk/x5F0nduN3W/qz2kI4IytUtjHgxR6Kk70Q=', '986108', true, '2026-11-28 17:25:35.595843+00'),
	('fa8e7a3d-b28b-4217-af90-65aa16a2f773', 'grp-jodhpur', 'control-room', 'outbox', 'outbox:grp-jodhpur/control-room', 'scrypt$14$8$1$V09niedpZPWR4NLg1sYWmg==$O89rwGXtuWRMiE9PQM48EyumIBIBbeTs6BysBbdguRc=', '398911', true, '2026-11-28 17:25:35.598406+00'),
	('c8568a2e-bc85-4d7c-9527-f23ca3847689', 'grp-jodhpur', 'sp-office', 'outbox', 'outbox:grp-jodhpur/sp-office', 'scrypt$14$8$1$6FIeLc6VxAuFzFS/hcqFgg==$pxgGS8mbgJ8p8NpH5Z2+YpySvvO9m5VlfIDPY9PP/pE=', '575411', true, '2026-11-28 17:25:35.598805+00'),
	('bea0fb98-39be-4d6f-8af6-61ab1cd9699e', 'hanumangarh', 'control-room', 'outbox', 'outbox:hanumangarh/control-room', 'scrypt$14$8$1$U58ckjnReezsPzGSYZwWEg==$GjglprTsoq3eLM7q+4+aW/7Xi148gpDORO3njqvX1PA=', '981774', true, '2026-11-28 17:25:35.601683+00'),
	('92999542-a1fe-47d0-bfe8-4b5e92367d01', 'hanumangarh', 'sp-office', 'outbox', 'outbox:hanumangarh/sp-office', 'scrypt$14$8$1$KMTswhTj7Aq87jX36DPbDQ==$dLaE0KlgxRSjjD+4n9gV/GExhrOFgxUUtrn5BMNm24c=', '516521', true, '2026-11-28 17:25:35.602082+00'),
	('d6e79c11-e560-472e-9a9b-1e199099995f', 'jaipur-commissionerate', 'control-room', 'outbox', 'outbox:jaipur-commissionerate/control-room', 'scrypt$14$8$1$WfUecqnl0QQo5arhtGbhSw==$6kg+YmDn3CMm04bU5+cUExrVJglqt1RODR/Pji3Ayjg=', '352806', true, '2026-11-28 17:25:35.604788+00'),
	('0b442cd1-0e2b-4ab4-9feb-1788ea0a47b2', 'jaipur-commissionerate', 'sp-office', 'outbox', 'outbox:jaipur-commissionerate/sp-office', 'scrypt$14$8$1$6YtJ7Zog0VrhyDNUY0EYHg==$zGNPUbifKiHiLTaT0O2UVjo6vrJg6kQsLMiaTfnHQdU=', '439206', true, '2026-11-28 17:25:35.605159+00'),
	('2d10f810-0697-46ed-97c5-910252d28870', 'jaipur-east', 'control-room', 'outbox', 'outbox:jaipur-east/control-room', 'scrypt$14$8$1$7LmXQOzAfeUd9D4eyO/jpg==$WCsJJEvWWrrY7E/OGTyqLI9OaBoOHFyKSZQFGkjWiG0=', '037626', true, '2026-11-28 17:25:35.607584+00'),
	('843885b3-08c0-414a-a58a-e69783820682', 'jaipur-east', 'sp-office', 'outbox', 'outbox:jaipur-east/sp-office', 'scrypt$14$8$1$RJtWO0OFvfvLs6XqrsJgOA==$x5U3YkZJLaFMONR4DPAIcx8f95Efs7da28V8bGDemfM=', '037835', true, '2026-11-28 17:25:35.608079+00'),
	('acee512b-9396-47b4-9a02-3b2eb91c7491', 'jaipur-north', 'control-room', 'outbox', 'outbox:jaipur-north/control-room', 'scrypt$14$8$1$tPAMhb94jMtiFDPdSm2PfA==$Et1ur8p2aWoGVIi/DijVayYcFg3fzsUjWq+H3Caa3w0=', '714856', true, '2026-11-28 17:25:35.610626+00'),
	('34ccd1ae-4e2c-4609-9c94-e83dd38ffe88', 'jaipur-north', 'sp-office', 'outbox', 'outbox:jaipur-north/sp-office', 'scrypt$14$8$1$gt7VByiFaEEdCOLjJBibhg==$mjJcvEkcIP+cbQIIOCncCfiR2AOF3ANkaoMgwiUyJKM=', '328654', true, '2026-11-28 17:25:35.610985+00');
INSERT INTO public.contact_point VALUES
	('8e644834-c8e7-4e9f-a495-d89ab96a4dec', 'jaipur-rural', 'control-room', 'outbox', 'outbox:jaipur-rural/control-room', 'scrypt$14$8$1$6jLz8X+cjXuQ0XN+uPaSGA==$c+2K4rBaShsQaF08hC2F8CLwDbr+DLky8BthXxoM3dw=', '855744', true, '2026-11-28 17:25:35.613563+00'),
	('4e57eb9c-daac-4140-90ef-a75b4c8d8a36', 'jaipur-rural', 'sp-office', 'outbox', 'outbox:jaipur-rural/sp-office', 'scrypt$14$8$1$fDcrS/euCQp6m1GHlj9pAA==$1gNQYTy84Wxd/d+3Z+axT6miAG1nagg5GP1u+Ig/Cb0=', '325800', true, '2026-11-28 17:25:35.613951+00'),
	('d15a9edb-1d2c-4f3f-8e91-1a2bebef7ceb', 'jaipur-south', 'control-room', 'outbox', 'outbox:jaipur-south/control-room', 'scrypt$14$8$1$cKzIIr0S+9IUioJ4Timhwg==$BFEJIUgtTeibhwJQkYmY6xzrV87kOf9VtcEwF51tSKg=', '378592', true, '2026-11-28 17:25:35.616414+00'),
	('c54fb2e4-ab7d-4a81-9a93-389e4cf23a35', 'jaipur-south', 'sp-office', 'outbox', 'outbox:jaipur-south/sp-office', 'scrypt$14$8$1$PNYTk4szhuczN4e5wOfmJg==$q0JObLNIpw8yQ6WL0MK+jaVzIwE/KeUcMBE+S4+Dc2g=', '054547', true, '2026-11-28 17:25:35.616773+00'),
	('93bb24ec-0bbf-4610-a8f7-70e268f0462f', 'jaipur-west', 'control-room', 'outbox', 'outbox:jaipur-west/control-room', 'scrypt$14$8$1$DevH+9VLJDssAkD/H4ZTRw==$Y1dErLcIdIRBUaw0D/a6eGYiHbS5vyvQOLDwhg5NHUk=', '270739', true, '2026-11-28 17:25:35.61902+00'),
	('4787676b-b47b-49d6-94ac-9d88fced40e9', 'jaipur-west', 'sp-office', 'outbox', 'outbox:jaipur-west/sp-office', 'scrypt$14$8$1$RGDb+n2405AIaQTDELNw+Q==$SBSAobMWeyQapxJeUFEPWrAmQpMAPlH36qmXGOwgVlg=', '594414', true, '2026-11-28 17:25:35.61938+00'),
	('7a225876-2802-4f42-bd99-71e3ddc9a207', 'jaisalmer', 'control-room', 'outbox', 'outbox:jaisalmer/control-room', 'scrypt$14$8$1$sTPxYsmNx8ruJYsYzLoj2A==$AnyGAbGKb18cvgiHkfIxxKuP9uOduCcMJVRR8AxfMW8=', '418122', true, '2026-11-28 17:25:35.622387+00'),
	('3cb04369-0e5e-4ed8-9a60-4fa10eb9dd2b', 'jaisalmer', 'sp-office', 'outbox', 'outbox:jaisalmer/sp-office', 'scrypt$14$8$1$uOwrY/Y0OC0ZrsSx3Nbe8A==$27IZRqOoWb1Gn1hU0PDvpcHG6TqnSdtlVcW4L5yc8rA=', '418350', true, '2026-11-28 17:25:35.622757+00'),
	('027952e6-45fc-4860-a092-0f1aaecc2e3d', 'jalore', 'control-room', 'outbox', 'outbox:jalore/control-room', 'scrypt$14$8$1$1L0/a3Be//lg738+Nn5aBA==$HAaayx0EZ9iXCGLFmarAeh1XCT7b7TA5aOKYZJMcJhA=', '708278', true, '2026-11-28 17:25:35.626423+00'),
	('eb4114e8-1705-4581-9425-92e9a6e5ebbe', 'jalore', 'sp-office', 'outbox', 'outbox:jalore/sp-office', 'scrypt$14$8$1$q0FvjU3eKNHVz5Q32LgzNg==$Z91ZtoKhdb7ELameZbhEcOi9AJLugu7zN17+hy1uZ/I=', '842013', true, '2026-11-28 17:25:35.626851+00'),
	('7951d454-2bc9-4cfd-9fe6-7ef236601c46', 'jhalawar', 'control-room', 'outbox', 'outbox:jhalawar/control-room', 'scrypt$14$8$1$hr+/nSGTyo1B4ksRj+8C9Q==$Hw5vo5zUPOhWir064WgUZ6X+g1pQbQnav2KjRE/x9ac=', '887858', true, '2026-11-28 17:25:35.629661+00'),
	('44331426-ceaf-4ffd-b8d5-ed38958812f2', 'jhalawar', 'sp-office', 'outbox', 'outbox:jhalawar/sp-office', 'scrypt$14$8$1$WDVgSbOtzY3bbNiFONo9qA==$fNYCRpagNV0NTZQzMpsziXyJOcFJIE8wsxbk4kgzfb4=', '614743', true, '2026-11-28 17:25:35.630082+00'),
	('be968c8b-c4a9-44ce-94be-f149105bf21d', 'jhunjhunu', 'control-room', 'outbox', 'outbox:jhunjhunu/control-room', 'scrypt$14$8$1$70GLl32HWjBQ1H02L+n45w==$d42QD32lUhSFxHYa6ra1qqW2VezIFCff1pqi1z/X394=', '299098', true, '2026-11-28 17:25:35.632693+00'),
	('2ff7ef69-b65f-433d-a20a-29c9472832f9', 'jhunjhunu', 'sp-office', 'outbox', 'outbox:jhunjhunu/sp-office', 'scrypt$14$8$1$AbX0TYXFOMINLPWUzN/Y8g==$0rse/bnjJUOp5cmNlgLrZ3Y7+yiM3ejSd7oAUvOWpok=', '465932', true, '2026-11-28 17:25:35.633055+00'),
	('7dddc792-8b58-406c-8ccb-3a199318fb84', 'jodhpur-commissionerate', 'control-room', 'outbox', 'outbox:jodhpur-commissionerate/control-room', 'scrypt$14$8$1$X0ch32gvccf2EY1RNucCFg==$VbGNIX8LN4pRozWA0iABjBWnlMyHT7q/pvie0OPgxQ4=', '314400', true, '2026-11-28 17:25:35.635876+00'),
	('aad2971f-3711-4d91-ba2e-39ea8bfb4f02', 'jodhpur-commissionerate', 'sp-office', 'outbox', 'outbox:jodhpur-commissionerate/sp-office', 'scrypt$14$8$1$McW9Gud1kQkHEHPo1fs2fA==$mSCd4XNA5uJSHjnJYLgbe03ght3Ma0Q5WdoH5fTpyCw=', '375893', true, '2026-11-28 17:25:35.636259+00'),
	('00042a81-2e66-4402-accc-c63739aae129', 'jodhpur-east', 'control-room', 'outbox', 'outbox:jodhpur-east/control-room', 'scrypt$14$8$1$0tkV8SEhVzJjaQFRREwEdA==$bJYf3zjYQnnP4Q62G+BaSy4Ws2NLWqlai9UNWf/2H10=', '601975', true, '2026-11-28 17:25:35.638506+00'),
	('5ef4bed9-03e6-45cb-9415-c069a1f490a4', 'jodhpur-east', 'sp-office', 'outbox', 'outbox:jodhpur-east/sp-office', 'scrypt$14$8$1$2A9y1PdPOQdm1gPZC4dQWg==$sR83pRPltd9oZBFdu8FAG3Hag4SiHyFOWVKOLd+DI7s=', '508953', true, '2026-11-28 17:25:35.638999+00'),
	('29da4097-fcac-46a5-ba08-5fe9edf7af83', 'jodhpur-rural', 'control-room', 'outbox', 'outbox:jodhpur-rural/control-room', 'scrypt$14$8$1$hZi0kn1xwx60y5gfKR7JbQ==$ko5V966Vaid4U/UFP4AXHXxhQn3P/cOmMsk9c1N7Pr4=', '293907', true, '2026-11-28 17:25:35.641481+00'),
	('14652914-38fa-40b4-8d70-e8e221558f16', 'jodhpur-rural', 'sp-office', 'outbox', 'outbox:jodhpur-rural/sp-office', 'scrypt$14$8$1$JV5ZcD7cotSRoUSHAo9UlQ==$/wzvyFwtND2G0Z2Ef2dUvzgFzfOx5rhlLAYV0TIVisw=', '092940', true, '2026-11-28 17:25:35.641889+00'),
	('5761c6f8-9c85-442b-aa5e-7cd764c224d5', 'jodhpur-west', 'control-room', 'outbox', 'outbox:jodhpur-west/control-room', 'scrypt$14$8$1$R4fMPhywQiZK8U7TTUoEiw==$4rw9dRgOccbuYMMLl7irG//0my0AoP6ovg2Sm4dOqQg=', '181345', true, '2026-11-28 17:25:35.644931+00'),
	('c6ed5e0c-4d45-485c-b5de-b558197d9670', 'jodhpur-west', 'sp-office', 'outbox', 'outbox:jodhpur-west/sp-office', 'scrypt$14$8$1$vgNfP3Y0D6PlAZOUUrAkiQ==$XiUBQLUUGbk5wmLwrEIK3yAe0PDMH+8E2QUiHRyxWnw=', '997034', true, '2026-11-28 17:25:35.645395+00'),
	('f2c38d7e-11d0-4ea0-be50-5150aaaf24f5', 'karauli', 'control-room', 'outbox', 'outbox:karauli/control-room', 'scrypt$14$8$1$GeH0oHEliDGfhUhSdd0GcQ==$DHYKYlJp14e82iLuZ1/wxzvgw/yneZflkNuXC/EHPZ4=', '100129', true, '2026-11-28 17:25:35.647908+00'),
	('6fbf306b-bf96-4c4c-9c70-849b7773e606', 'karauli', 'sp-office', 'outbox', 'outbox:karauli/sp-office', 'scrypt$14$8$1$Z2Y/DwFg370V+bgcsGbLDA==$89MbkH19vhhgLOrNQMhqhFqOQUCsWiFWxtJM77RB86Y=', '088664', true, '2026-11-28 17:25:35.64829+00'),
	('d60ab738-12e6-46ae-88cd-d08c2bd38868', 'khairthal-tijara', 'control-room', 'outbox', 'outbox:khairthal-tijara/control-room', 'scrypt$14$8$1$j7XSzkf2MY7YrjvB4CTR5A==$BTI9RoguQUPPKAo5l/EZ8zDrwzE2UmVEzwq5Fwhnzi0=', '252760', true, '2026-11-28 17:25:35.650525+00'),
	('503f005f-1609-417d-a6ff-6bc7815a4d19', 'khairthal-tijara', 'sp-office', 'outbox', 'outbox:khairthal-tijara/sp-office', 'scrypt$14$8$1$lp1MKS0I8aaEYMKcTNWyqA==$0yBaxUZ1L/gGGAiDOzmpMrovWXJuofOSEXUYLw9rCNI=', '509586', true, '2026-11-28 17:25:35.650887+00'),
	('7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'kota-city', 'control-room', 'outbox', 'outbox:kota-city/control-room', 'scrypt$14$8$1$0C56hX5h7fzux7UpRLU2eA==$9DRteke5rh4/h9frEeFV0ZnzkBJCaEonGEbAWA/jTcw=', '484722', true, '2026-11-28 17:25:35.653254+00'),
	('fa012396-fdd6-4256-ad88-86cf973a006e', 'kota-city', 'sp-office', 'outbox', 'outbox:kota-city/sp-office', 'scrypt$14$8$1$QDqvNIG7zlfxM95TGgtptg==$iZEhopQTEISIXUzgGROiaZzJoulIT7Kgxn9bgSuoAHM=', '588991', true, '2026-11-28 17:25:35.653876+00'),
	('4cd903bd-b068-47a3-9d97-b3df4caac892', 'kota-rural', 'control-room', 'outbox', 'outbox:kota-rural/control-room', 'scrypt$14$8$1$lKTJ/jj/M5FWpuTBR31Crw==$XgaZjEyoIAZqTzzlwiYJp+kdEoiunFdeVTd8rl3iCu0=', '488184', true, '2026-11-28 17:25:35.656601+00'),
	('78748c4a-62d3-4d9d-a63c-ce5f20e07585', 'kota-rural', 'sp-office', 'outbox', 'outbox:kota-rural/sp-office', 'scrypt$14$8$1$AQl+vLuQpclcBr6hsicHIA==$mqBgUOOKTmMjMA7qx7mmSSotZaZUuZlltm4/mnKQfAY=', '331306', true, '2026-11-28 17:25:35.657218+00'),
	('a08ad681-699b-446d-bac3-f14821f9c192', 'kotputli-behror', 'control-room', 'outbox', 'outbox:kotputli-behror/control-room', 'scrypt$14$8$1$n4/UPxS7r39Z+7tjg8r4yQ==$Ky15DKWCFH/AQUdtLJJs1EYkjKTlXbGcCVAP7mKqpgA=', '873936', true, '2026-11-28 17:25:35.66009+00'),
	('479dd71f-549f-472d-bf74-391d629b7e3d', 'kotputli-behror', 'sp-office', 'outbox', 'outbox:kotputli-behror/sp-office', 'scrypt$14$8$1$dezditmzEneC/HTR+KJICA==$Wwy8cdLBwS9EVzeccajfj5GHCu/w4qQdZ8Mdx4g21lQ=', '336590', true, '2026-11-28 17:25:35.660459+00'),
	('242b071a-c489-4aab-bd21-df8d93fb1dcd', 'nagaur', 'control-room', 'outbox', 'outbox:nagaur/control-room', 'scrypt$14$8$1$L3jmrInDkYZ1QYhQmzuTHw==$52nGwOYQcIOC6S0VYm/nutytSbbkD701CIIXqMGPrVc=', '867013', true, '2026-11-28 17:25:35.662731+00'),
	('f4b858fe-9a28-482d-b419-9d3af1802b21', 'nagaur', 'sp-office', 'outbox', 'outbox:nagaur/sp-office', 'scrypt$14$8$1$6krApo+EmOpdTy5Y3J9GWw==$Eyb41SxUew172YvciTVuJE4cU/fvykNUhBOW3Z6iRIk=', '357657', true, '2026-11-28 17:25:35.663095+00'),
	('fb7a4cdb-7344-4fe6-99a1-8e7e0719c657', 'pali', 'control-room', 'outbox', 'outbox:pali/control-room', 'scrypt$14$8$1$WDJOq4K9z/6dcZo1us14ig==$IV+wf/gO2PFJVfWK7ubm/bA9KYqX39iL3zKbdvLpuIs=', '930157', true, '2026-11-28 17:25:35.66556+00'),
	('1c913154-5793-4cab-b997-4759e0eff750', 'pali', 'sp-office', 'outbox', 'outbox:pali/sp-office', 'scrypt$14$8$1$akHRk0Y50wB4ltrk2chlPg==$4aeluHg3wYH0v6K09EOpbsuhfcF+2eO1Z/aUq06gMPQ=', '007728', true, '2026-11-28 17:25:35.66592+00'),
	('829a9b68-7f94-4da8-be22-60451e63fb21', 'phalodi', 'control-room', 'outbox', 'outbox:phalodi/control-room', 'scrypt$14$8$1$e/C2xOjm2HuBxbBiqtEFhw==$XOuh1ETQL/aox8rJCAocqYyLb6cxEhPpa7RFBYnkzXs=', '768326', true, '2026-11-28 17:25:35.66984+00'),
	('ce4dfd2c-04e7-44f5-98e2-7ec3b49f0b6c', 'phalodi', 'sp-office', 'outbox', 'outbox:phalodi/sp-office', 'scrypt$14$8$1$+N+h6t0DdpFhgtH1gBQkEg==$7HqN+8jpu8Lej0FcAsRN2bTa9sSvUwrfwhtTDlnOH+4=', '822083', true, '2026-11-28 17:25:35.670243+00'),
	('aa7e10eb-7d88-492b-96b8-f6edda58b940', 'pratapgarh', 'control-room', 'outbox', 'outbox:pratapgarh/control-room', 'scrypt$14$8$1$snqPxx9HxWFboz9MkYAmdw==$KExbEbgyW0pPKReqEMbzYdyV4MQUWL9ff8A4mWGZJFo=', '121940', true, '2026-11-28 17:25:35.67288+00'),
	('84348240-ec81-4e7c-96d5-a39d3daa5c3f', 'pratapgarh', 'sp-office', 'outbox', 'outbox:pratapgarh/sp-office', 'scrypt$14$8$1$34HG3iCxr/tA+2vq7YkRQg==$BL3FvmHXNq75wMekHx2QU3g25ZT5xaZWN6G742hgYOg=', '277599', true, '2026-11-28 17:25:35.673574+00'),
	('98058478-af76-4cb1-9807-d26844e837e5', 'rajsamand', 'control-room', 'outbox', 'outbox:rajsamand/control-room', 'scrypt$14$8$1$g/ePXQ8UsP6AUBQDAN/kEw==$9ChlLefE+4b6Lj0zJWLfPrTbhZCYtDZCbDSAhex4MTw=', '277839', true, '2026-11-28 17:25:35.676136+00'),
	('2b754a94-1fa7-4c61-b913-34924f297306', 'rajsamand', 'sp-office', 'outbox', 'outbox:rajsamand/sp-office', 'scrypt$14$8$1$dQ8NnbMXg6/7AA11GL6S9g==$Vpmaq2JPwRXxGYbNg+6RQ1fhzhJsY5WoyleTfL8+7XI=', '959100', true, '2026-11-28 17:25:35.676547+00'),
	('4aef9e97-b5a8-46fa-bc77-f74d29708d2e', 'salumbar', 'control-room', 'outbox', 'outbox:salumbar/control-room', 'scrypt$14$8$1$FNoZ9qEz2fJ8yLVqdRMf9g==$AEV3kLpDdcfxblB/hCHiaeQgl4Z1/7l7xMLw1VU/DnA=', '427910', true, '2026-11-28 17:25:35.679058+00'),
	('f33d3ca7-3456-42c4-9125-cb64b62407fb', 'salumbar', 'sp-office', 'outbox', 'outbox:salumbar/sp-office', 'scrypt$14$8$1$Xz8ICcle9EbTKpulQVJrNg==$AwnliP/YZ58B4HlJRjRInWrjW8zevpHjdjNPfHR/7js=', '252550', true, '2026-11-28 17:25:35.679447+00'),
	('c8753ed4-2624-4a87-810a-a0f1bd274245', 'sawai-madhopur', 'control-room', 'outbox', 'outbox:sawai-madhopur/control-room', 'scrypt$14$8$1$1qJ4nngjQ64/6G/LZjR+UA==$TMkfCR6yu0SdMXaWPZl8Cmdex0boSd9VGyhkzZbRmaE=', '340458', true, '2026-11-28 17:25:35.681952+00'),
	('399f01c4-0230-466e-8ea5-cdc836097410', 'sawai-madhopur', 'sp-office', 'outbox', 'outbox:sawai-madhopur/sp-office', 'scrypt$14$8$1$1Kx5zpeZnlxPjQj9T0lBFA==$QjLSHCMVIJExj4CZsh0/aIZwC+DZ+3VeAR77TB6Sn80=', '246991', true, '2026-11-28 17:25:35.682306+00'),
	('e618d9ad-936e-4415-9c59-4d8bec582bd0', 'sikar', 'control-room', 'outbox', 'outbox:sikar/control-room', 'scrypt$14$8$1$LpRrbuORxCqTv25rfKILCg==$xSd/7KyMFPr4bAAv5FZeULO827RmucWY5s3rylGZLfw=', '199348', true, '2026-11-28 17:25:35.684958+00'),
	('66bf8082-3b0a-4f6e-ac62-4c136ceb942b', 'sikar', 'sp-office', 'outbox', 'outbox:sikar/sp-office', 'scrypt$14$8$1$plQC7FwYD1BJIPEMCSsEsw==$J/JteybbJy1bctrDYEZedRH3RhCvlkyiokPb/N5jl5E=', '945485', true, '2026-11-28 17:25:35.685434+00'),
	('b9ecec2d-3b93-4dae-9446-2ab2af64b769', 'sirohi', 'control-room', 'outbox', 'outbox:sirohi/control-room', 'scrypt$14$8$1$Csn+VDmDeQGsLB7twfBPlg==$baPWv0uUMFmV0xgVelHOcI+R6JB7Ha/BIX9GrNzAqFk=', '975365', true, '2026-11-28 17:25:35.688104+00'),
	('886ea266-59db-468c-ac18-fec7341008ac', 'sirohi', 'sp-office', 'outbox', 'outbox:sirohi/sp-office', 'scrypt$14$8$1$Jw/B3NIbQGr7muVXg1VgHA==$WlObbmH3nKWpAMTvcxHedgiosIEwHhghExb32N23W8s=', '728230', true, '2026-11-28 17:25:35.688577+00');
INSERT INTO public.contact_point VALUES
	('0c56099b-dc6d-41d6-8358-ef244c5f3f6b', 'sri-ganganagar', 'control-room', 'outbox', 'outbox:sri-ganganagar/control-room', 'scrypt$14$8$1$3KDGhYBY4C5Lh+3p++6Mug==$EQ2DD95WuOJKV+V2DfxTOqPLOKRCFRbsUsaVOrPNbBA=', '357162', true, '2026-11-28 17:25:35.691075+00'),
	('517e137e-62d4-43d1-90e3-ad9aeb3003a1', 'sri-ganganagar', 'sp-office', 'outbox', 'outbox:sri-ganganagar/sp-office', 'scrypt$14$8$1$/fH/KNCGmKXSrJDi99/yXw==$YqHTROPjCeCZjwTszgNBN1ZZdmC97ojcFPsU5s0Al3E=', '501253', true, '2026-11-28 17:25:35.69144+00'),
	('0de143fe-1185-4a13-870f-22cfd5ead093', NULL, 'dgp-control', 'outbox', 'outbox:state/dgp-control', 'scrypt$14$8$1$upTsUHyRSAOv7Rahrq9RUg==$wW5zEu+eOzUfLV/noFVHbrSV5WyrhmMSwYRCtl7BMQw=', '292981', true, '2026-11-28 17:25:35.694932+00'),
	('8b208ed8-528d-4566-8e8f-80b59e178fd9', NULL, 'abhay-desk', 'outbox', 'outbox:state/abhay-desk', 'scrypt$14$8$1$izA0kvGT5jd4tLrxUNYF7g==$FpfM83HuCGBLsXxzn6IuZJrqm/YBxgZF5kk5U/qoqZQ=', '403524', true, '2026-11-28 17:25:35.695311+00'),
	('d88f57c3-01f9-436e-9896-d0a87b186a1c', 'tonk', 'control-room', 'outbox', 'outbox:tonk/control-room', 'scrypt$14$8$1$WN3D/TNFcMWqcwXat5FnMw==$XXFwfoQODZrpehXoR4R/igvvXau4/TYIXRIWd5EPgqI=', '719381', true, '2026-11-28 17:25:35.698153+00'),
	('78fbe3ee-0a4a-4628-afae-673346127068', 'tonk', 'sp-office', 'outbox', 'outbox:tonk/sp-office', 'scrypt$14$8$1$GD1Vw4njA9dK01/v4zspHg==$yvus6J94PeBTpQeExEbtB06KhggXf3qsbHsrmMsUbPo=', '774816', true, '2026-11-28 17:25:35.698521+00'),
	('2f994247-7811-45e5-ad58-fd4aafde284e', 'udaipur', 'control-room', 'outbox', 'outbox:udaipur/control-room', 'scrypt$14$8$1$AVZhdWojZOLFouEy/YA28A==$Cgb5LZUrYJuKRLWLo5+B+tMKOCwLiswu8E//h71Bn+Q=', '098525', true, '2026-11-28 17:25:35.70118+00'),
	('2eae9ece-b0cb-4cde-afcb-7bb28f6497fc', 'udaipur', 'sp-office', 'outbox', 'outbox:udaipur/sp-office', 'scrypt$14$8$1$D/ge1PnvLUslRUffk/PhHw==$WhMnZCYHqbVBsJwiQbzAU0d2HeMB0wqObADDSiYzafo=', '294400', true, '2026-11-28 17:25:35.701584+00');

INSERT INTO public.content VALUES
	('092484d4-0214-4d93-a9b3-14f428283142', '894d880c-56a0-4be8-870c-d2c279f7350b', '\x674141414141427243773676474f476750446541686d546c7a6d316e6947684e7046384c31717770675a686a627633413253584f2d323759676333304c6138416265726375516a306b71383743714d55345730506257374d3437565344534f6b726941567979727a7a46455153694e5258505f58514e6f764e67794c386a45494e71756a594e467a617642495468694f6c5572732d49656266637138667546315945546c31366f37663853614f4e74644b67503462755f5465575f4730336c4351774a755378625f5970303849767252772d364f4c72377833557a795945677a79727632654a684b794472684f76796365333937497841386b504e57774330302d336644586465576b62394259325a3334796a63754f4f6d774e6279714747574651697667734e68383152476f4a6e37327948736f6b366e4a70374a51533242644466594d5a474d6a57563476546d497276746d4a36636c567a526d36594f665a382d67436172654739744f34673346766749416b42413461486e694b776b7a724a4b70546263524543742d597567764444746a79456775695374684933384a4c4f3077453131376e75385974306b7962556174544158745170325665616666694d4a55587177685a6f2d6f7431384e5930584f61517942614b536158653033375f743457504b7671744748504a486e417059566d6c4950462d5134467a796450624234705334396154565a52714f4b3771664e346a4a48654659335a414a4742456d6c6c79635878516e5f49375f783048424c47624b5f6d515959367033676e3364623676754d52316f73'),
	('3945a253-4ac0-4c3f-8f54-fcc28ad88b1b', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '\x6741414141414272437736786f414946484c6d6d77794b68584d44483334716448356a3179634366527632627834374b476f473847524e56594c496e7459524a354f326f714d42445a6c7830734e7651504f314c7231416c587354565756616349657033617070584e646d745a7443514e30575764534a6a546a79446a54716a62315f724c6c456f35762d56597a476132745f43696c7242444639776e34716d71696836435a746962574145495a33726458455834437262717963786a576131414246413777736172795a707359394335676c3748455f53687574756a3159537056547a427136736355376d734f48445a5f454f452d4a303044564549747978415839416e636a6b7a5869393132463256656b50614a614141365467427a4539774b6f42656562636b517a72374334754c4743637143687754506f6952772d6262565f4b6439436d677545534759574b6d4f36796530675558587635544e7064445179487a35336368796e317233507449436d6f474a794d3352785a7a42757937484e5079767048517870714f537773342d64445262714b326e553477386255687358306345636d517167394548566664736e6959307754335f424453394c7a4575375132494b6368613535784f76724370476976472d33587a75357467655759413d3d'),
	('13453ad2-16cd-4a08-8b92-58ffd73a7815', '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '\x674141414141427243773679514675766539644c4c714f302d3736494b426b4244514a6f4949656c5f5374314e6d762d4b467a664d7846644e4b526946506638697871326d79677243474b61486a30383969696c3054473967707531326650374367655776524f57564b426143714e74336235453677574e7141396c6431457373487837486a4333365f4577715664674e6844444f79665a4939716b386e527a7936434e456e30586948642d696a532d464f592d364a3257455144686c51497a30477a4d6b446d30354d2d376743427271693149357333574d4c3769514f6f4f494a453562353347507149565836734c365a3962726f4e393544514f504c686d317352675a4b71736b68334b6952424768667437377568783232696f6c69596642376c344c52446a6a43376f6a6c6741634d744f6443513864394877304c444779444335506a51723776384e5f5356756935463977654a6361636b7870584345355a58414c33664b544d307632594e444c42336f3077795853475250664632376841484a4f4662706d4d5a46394833424576394336644f736b6246615949316e3759324e44793169646a52454147712d456155335075376848597a6733494a3173745f66786b504c475962384148475f61484d45736e576a71774653356d6e3376787a4f465a34583055645152424e7648774a4e57554b755f526e79675f6d64465a6e45524134307357482d5862525a39673966336b434c4849792d672d5457324c716162735f56693878782d6b62705f546a724e4f585236463731634f2d6c786b6a31535430445470744d'),
	('a35b60ce-83c8-443b-be29-ac5d150e5770', 'd250b1c2-84bc-455c-933c-941fd15f889d', '\x6741414141414272437736304e634d414c6f6a32575f5a564656613366787964386d5943385156314a52576e3130352d6e42727a47686b707371546444366968677353594b6e4a514875794570364d4350745a39504964576c316f42434a776477795f6c52586b675847566673626432546f52354b72375f5856446564536a5355464e67745848776431503733387168615143583372742d6f4667382d687531444b7066735870586c75706a727330465653646f33716f7464317449716c75674d6a48485745797462316c79766f7647354e3765574e71454669367734396e5f434f4739613859497556654b63385278706935764f344b6e4a396c4b69776b6a77695961396d787070364976393932572d4d2d4d49306732313231696246354a54616e6666646b6a39633175686f7865446a664e55756f6f35356c626a686f37334141786257457135386d6d6f654a4e4a336b424f4e414f2d4c6239767471657732414350726333714c58476b46614c786b4d533953784c5635646d64506c674b307a33332d4a696349586c6245443649677571467968746334714b7a4d78515a7948794a77324d794e63595f4a533358487871635675764f393459746a4f487934784e70417665596543766a3637396a5a4c67446c5a334c7134485458474169513d3d'),
	('beb50fe8-10f1-4ef1-83e7-05d9e132ebc9', 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', '\x6741414141414272437736324c6f6b7a46576963687a50534b75447245513375314d5172314c38674e695f54737865543964793573344e695469336545702d6b4d417035596941616d3341437a4946714c6c6f7570715f626b30376671525f4d4f673871667833564b456d4b487354516a3946436c62617548566e6b356a344561664b616758624f42536a485054727a6f44496677645634732d452d334c512d39594c483041485074586f754a353979316c744569586435675a754a775248384f327737702d504b357845617743587756695f3835677351563064597159355f79596a2d4e4d64775835636a324841664b47366f7545455f6b37492d503571744436454f664d4e505447546168676f62623132785a35323368683871617a6b774b66493644587139612d54636a56436e6a613434777168314137336e4d614670757245565175303536587078507965775472674937597442494e795874696d6958374f445874574553714e36456a67612d662d505057774b744131766b2d4b732d43444f765162423858625344685836726b6d38634f35307330546a493844712d773d3d'),
	('b8115e47-c1b2-4b6a-9e72-a73092c554ee', '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '\x674141414141427243773636646279756a676c42644c4d67517850334431697372335671776f735f7572476b3137446d6677336f524b6a5a6744364a38776b374a716c684f6c545170522d4443594d66324b63594161487467514336443542343352506132326d5448416242624e786969707a7962757a525758546b7938757447794e4d36487362594654376e775f4448466f6f375a4954746655556f6458517a55482d62666332622d7543594b6a4f636f39794d4766396b636e59586659614833433045756b596d694c456a6c35316567767a357930533643796b4b4c376c48686b4442786b39456c5376355a764e5f6b674b594e4257313275384a6b67684b47324977706b375450354430663047706334325448735272654c384b77544e535f5f4d6b5465776e636f4469366c6252755a53654a6c4857596a7043704f36737a38317536615a5936517530323145364e566f51316b786131316e643050327a4e544d512d54393256423665665066354e6868745f687a3073352d7378464569384a327548534f2d672d7973576f344d41626e3932414142516f4e424771615738736c554636643259504d6c444749375758394d6e36714e774b6462565a31725041346b466d4731507273'),
	('13b93020-5351-422a-8540-c7bbf4c7f186', '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '\x67414141414142724377363867596253564f7234746f49754968315767704231654f4779694b703638756e624c79496750454b7a554e593535593662766a444d66595859537330637a714d494c436871526f4b347a3534764d6d6c5478754d3446535532506c33694349384c766d66337443545561434c37515939324466554643396d6b314f636e55325245497338615a4953445f704e7a3454797374355044376738495f44566b75534b315330336672337745347973455243614c677642706f79444c694955705644675f5741433934315a42414b7636417454483953374c6d7275624d3879643033364756314f54577135594c31584f4b76385633633943622d7a712d5955744c51725571656349414e335039626d33616e32784d415a79514f6745765f7758314c686851536e306d737241565f2d457275654c32324d38302d7033435458363172497a47377059634f6a584f657a4553394b5a686339725558542d5135704658466f4b704654637468543731332d38363872714e5365476576434f74313443794e70426c4f6a456d525364414f376f66415f58356a6e3948756334616b58417767615857314350665236625f6736656e565661347652732d5a5071735f624e7a48795a70306834383574596f63444246473833306466677262334e55596959714a42556172645f37753564737852464a736f437670334373544f534c693345754359695065636142376855397a38306a4a757033733465554650454846566f64384944746154414d68714f445f3161535858633778386d686a4476774363764c756e333031493466447a317a7246554f767275703962345574796170656448456a47383872745f5838302d6663553d'),
	('4199936d-5443-4d00-88f6-1a738baa9c99', '771fab90-b6d3-4d99-81f2-252422f665ce', '\x67414141414142724377362d5a714a5957492d36434f393633377556504c675a715731635f7239495f53496b4c6955306a3231456b75437057643733436c326a4a694b58634777616250506d4b466a634f6e39726f32467a7957573066787a7469746f4d54323943504c74454870764e5033714a554439324d4b6b7a3366664b4976584d3165427a52384543653476645f6b4768695137566f4c3341344b527253544f68474243345834717370656d4239454a72526e5f3070584f4f303865396358692d4a6d4635504457736163676f4e4549314f6b75546365435f346d5350536535507558547544556e626d6c5353455a555f584f6876686242523044597a615359474b48476964576c526b67713941454f6f6e6652615f7772536b726f6e4f3235413233665f4551584b447435634b4643676d71735536684b71524b58466d714335717332374c7a3434455275533477645271585a592d644b45524f754d5262444c6454587170563247446330726c36496d62554d3d'),
	('3b72caf4-952d-4f77-bf8f-fc7cf0c3dc5f', '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '\x674141414141427243773751375831473974456458634251466731494f41796447695f62706d6548534f4d6e4969776936673547366b7641586136434d7869706456726b4d39646256534638476a7175756e6b2d432d33724845795f4572554d536e6a77524831314f51557938694e466b6e654a45576149336a796c3336763258305145415f554c317a70336c4e554f44583549764c5835685777746444395a416b7847492d56475a5937494c35763673646945566c417879417474356d333453596565724d45537a41517957694466654b705361615f5a354e795641706f67326c6e6f322d4e45696c5f79785f78706d7441663756676c465f4458596130496a494c746d347a79396b38664c7341357676484e6e48576a76492d7665476d495745655375455a6568666b4b5472644b734737655143565374745835353043716c63595754384347596c333239355a45623362675a7a5235674f757a6564415532513d3d'),
	('2610cce3-b838-4aa9-afef-4a6735291869', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '\x674141414141427243773744776678484262644375494f4a5a50454f75724d316e337148616b6279394a4449716f5367496a56626c6c616662416f6e48334d644533355672685771566970784d5f415655327a444c58576e6449464f73345962765a4c2d367a54776b74413142582d506c44614565525f524833694d427a387a5852675a5a536a3137577231514c4b65766d337a3556394f33524f79632d565f67387a70344463334576736a726549634d4f6243727143354d2d41617142684b334a566d69767968493148564175766473303658632d58316e6749704230377a366e7a6b474367413935364b5f3875306f536a4b30735450387067775a65546f74566b6156445f34734152755978487a734b6f6159424e7671704c38374e6f48484a6f5a7a41515466654c7656534b4e556c2d34313932614e346b4f38706b726a6d35737a34654a6a646c656a3142634e675a6a417a583459346b682d45313232413d3d'),
	('b28e60fd-28b2-4c6f-b5ba-ad8a361c958f', '7a17492e-be56-46af-80ef-5c434c17884e', '\x674141414141427243773634637562745166737a36724c464e4c5871514b7a716f363673325472525a4c6655726d4f616c444e4f71586f71626c7a5334556756315759377a466f4169554237715f6e763130512d482d574c674a732d6d535644714d466b31366e564d576b6e464e74676c785563734a7a504956576b5a7374474f4a726931754b494d65544f4f544270575f367a4a386e5a5454774157377842367a5066494959357832335250555632527a66624573444b5a4f794a7238704d4f426c6c76727a613158507a5951305352594e5a5a5438524c3576417a5271546a514b4450564e624f65625778552d647341644b74794961375f4872453535796c364d48374c6c584c3237757943595f58494b4550346731372d612d2d6f414a4a2d4277576b4d57724b5069626e36784253567872473332614e55353143697166597553674a394d416e67646355594a4a786e6d37544345444c574b516230577a413d3d');

INSERT INTO public.district VALUES
	('ajmer', 'Ajmer', 'अजमेर'),
	('alwar', 'Alwar', 'अलवर'),
	('balotra', 'Balotra', 'बालोतरा'),
	('banswara', 'Banswara', 'बांसवाड़ा'),
	('baran', 'Baran', 'बारां'),
	('barmer', 'Barmer', 'बाड़मेर'),
	('beawar', 'Beawar', 'ब्यावर'),
	('bharatpur', 'Bharatpur', 'भरतपुर'),
	('bhilwara', 'Bhilwara', 'भीलवाड़ा'),
	('bikaner', 'Bikaner', 'बीकानेर'),
	('bundi', 'Bundi', 'बूंदी'),
	('chittorgarh', 'Chittorgarh', 'चित्तौड़गढ़'),
	('churu', 'Churu', 'चूरू'),
	('dausa', 'Dausa', 'दौसा'),
	('deeg', 'Deeg', 'डीग'),
	('dholpur', 'Dholpur', 'धौलपुर'),
	('didwana-kuchaman', 'Didwana-Kuchaman', 'डीडवाना-कुचामन'),
	('dungarpur', 'Dungarpur', 'डूंगरपुर'),
	('sri-ganganagar', 'Sri Ganganagar', 'श्रीगंगानगर'),
	('hanumangarh', 'Hanumangarh', 'हनुमानगढ़'),
	('jaipur', 'Jaipur', 'जयपुर'),
	('jaisalmer', 'Jaisalmer', 'जैसलमेर'),
	('jalore', 'Jalore', 'जालोर'),
	('jhalawar', 'Jhalawar', 'झालावाड़'),
	('jhunjhunu', 'Jhunjhunu', 'झुंझुनूं'),
	('jodhpur', 'Jodhpur', 'जोधपुर'),
	('karauli', 'Karauli', 'करौली'),
	('khairthal-tijara', 'Khairthal-Tijara', 'खैरथल-तिजारा'),
	('kota', 'Kota', 'कोटा'),
	('kotputli-behror', 'Kotputli-Behror', 'कोटपूतली-बहरोड़'),
	('nagaur', 'Nagaur', 'नागौर'),
	('pali', 'Pali', 'पाली'),
	('phalodi', 'Phalodi', 'फलौदी'),
	('pratapgarh', 'Pratapgarh', 'प्रतापगढ़'),
	('rajsamand', 'Rajsamand', 'राजसमंद'),
	('salumbar', 'Salumbar', 'सलूंबर'),
	('sawai-madhopur', 'Sawai Madhopur', 'सवाई माधोपुर'),
	('sikar', 'Sikar', 'सीकर'),
	('sirohi', 'Sirohi', 'सिरोही'),
	('tonk', 'Tonk', 'टोंक'),
	('udaipur', 'Udaipur', 'उदयपुर');

INSERT INTO public.evidence VALUES
	('092484d4-0214-4d93-a9b3-14f428283142', 'application/json', '0e3104f4fb28f7e3fa596d1920f5e33f7d715d4a20de20a9954ffac48c9cbbed', '\x674141414141427243773676517866466666794d6b6e35354548724e6839647a74746f5575326a526f6b6c636b366b4c654b395f75324e496968716371375533726162684b654a327556493146705f6a47596441447a4348766132317473767a6f735a4a695438394f6b486f643268506c5577625470624e6b435757566b7767556f384a306b413647784b364464757444763970385f304b664c3150746f483145782d6e7736586e4e7375674e31726b6b4f6c724e424f4354446a6279394e652d414951327a3264556930786e7239454c57755a317551496744516c6b5731326170414c5654637538693536584939534e313537544c31763979754157486b326e6b654d37424757596d736c794d716e7037767668434170337a4469506850524d45645a564a6d5547435a756c2d7876384363724163786c58486a4834674c6c354c734f367534764247536b77596a4b374370776c323233542d4f32634a79556152467671594853795a4e4b4c572d61574f6f6d675056446730494f517567472d357248364f543157692d373345743366384e64676339494c6b4e6d6e536354644245747964665753304574512d7a534642554a5a5255537a415f6b61617449394a7757715238575a54613634483336794a342d664e6e4f514a6e7a446d44435576445963494f54465a58325179754739667868416677534b664c56417450546c74477735634566654462376d7343627455396f6f7331685137344944736e7a787555756f477a515734636e2d38534776324a76536c6c5278327655613772356233544e68307044664b4b6a776537394c6b73786d6f544d6a574f5533527236723041785378553869615242574b31674d787643337531524b303067315a646f453367526664466f45734a41706b673367444532335179796d564e59424b5f39356a734e724a5a4e337174677a555854366951514b776b70534672715039586c5a714b76735667655153666d6d5638324a556f414841536a4141555f6a41464572304d464138565a7845632d51697a576f387136476434646c453144625a31546e593146682d5f55765559693967456f43687a616e6c466439554f783430574d705055564d43326e5979544754383370745046563571644f65505a4e646666624c51394139566e6950772d75363368766734767a69465f58476465435235526948355f7764626457526548454a7a5545794f6c775a4c4f313173335376326d304f384858767078452d726564497a3646336935376d62745443383267543350534c5637426f41484c696350726d374161337373435879456e656b746e347a515f7365544759713664524132526a69675942777448654845767533316d7461687137645177694f77566d736a7954473050436b564b3154332d554d626a696f7475646e5478466f65436854574947676c7265675938574d38594249473738565f684c634c4641466651764b6c713176365862383942616a68334a526e33785a3865716c5f664449436f537a704f39736d79415252465455384f4b4c566e374745736c683965425a614c6c373364464d42315763315968397a477351716d346c55695666324e5a525041516b424335644a466b7a424d6c695a34465a4236497956347857374870687066653539576b2d466e4c694f5a304e373039704b464b594e6537346b5a2d424853566f6d346148757146644d384876777a4c75686c67546637754c43537630385335635a6a497074644551735a726a393473674b61346964376470597377657755496877724435383138685537646d6d484e376377773671645a653438426c334266656d6a453968506e755375675466447a417067424e75486a4f4e5f3875397666774e384f6e68744a496e6a44454e393242355a532d365979794c6f73544a334a516c6b3177705952596a5a6c367a435855354d474c302d5636437a4b30314e505469665654774f38725a5f4d3667314d316a617932364f79627665335f57316c576c34445331774a3161427576644642524e7a456d55727646577a625f76736a6b44524c506e33536c336e70652d70686845364f426e5735474c504c315a57615743346464704359306655563668647a3967516744617558795a454471686470484b7a78424f506a794475747438426e75746b3245564678613365332d4733323159485a33664657555551693546534a516d4773725f7a734f7a77684c6c615f3946746d37336c304f44444a4e554d4f34685a656a73784951394358715f4558635a426f39424c6c5f64634a777951516a6d703348353432325f4f795832346c4f636b63755a38454c57685f783368436d73344e62455f67384171456d7a3938516f6c65335235544446757248312d644336447951686d43717572757a39365f77636359497379735371314a54325f744c5551644e70554b78754837435062666655734a43504534706c594b79624975304f4e3042796842747a4753356161374e6b565166477936566441764d6e3758454b42357476665f64746162705a635f6e52436e2d564a374f49782d32573751646b4a715a673452675a49372d76754371646150454338304d4c634479544536746b574a6f4c7574386c576232677271424f45435738376f64536679724d3d', '\x674141414141427243773676465250685034556d71576276317a396a3552453968376b5734484c4865477933554f7778445270306955474561736d755f754c4e4465587832716a315a55697934565973567a6a754f6b4664736c306d49734a72707a6a34446e79627741363371347854704e497735726170334a6341364c674a5030493152663963666d7179746c55525a4e396d4b6c4867443450684978435449616459413372466e67536675766b6a45534d3167457478306e773862442d68436149746b65556a6649616d6161784f6a366f434b38674e4d644c44552d4b724952754145336c72585268754855476557677645384f4e646d666149324848785a4e564e536a6449306269774b7867625a4b33676255446a37653636345563675976395a504952745a526378363250586a7a78762d6c447a5a497747784c33677a684e6f4554506255727a6a4249724b39514639664252353033576474755973456c6f55347239335764336361797467327a6655446f514862776b615a79626a6e61565a653136537a745f4230393436656a467177654b7a5661737253745f445361486b43504c7763767a77324238414c47577a5a6463434536666c42614c3758363869766b776f4175596e50704d5465754d467937336d7038514e4d4f547338683163347351556133705050484c6e45644c4e7a686d4273676b70764934536a3970312d68504874475143505f516b4651632d6a4f35434654777741624d3254514e6e46694b475366636738716c4d703172494d456f5436535a777865655176646376636d447562437677454770534c3047784c79634c5048336d4c3377736b64696f6a5156784b6e4e5a76504173497a6b696c4c6462796b444b4638426d396b316e4b7754344c7165625155534e58496447763349366b746a617a3245537a34645037694938774f48746e646f53574c63696673796f55326d50357558485a4237614556504c44526f3855476b4557344135566a6970457959485f524279385a35393973757a6a4939424667627663692d45356774663634704a394d417655685444556a324d79355a37455a5178484a7431316753564d6543795a734d61426a507075517550657a5f6e7373545451555357596943574e3036706e3754327946577263574d6c68775f3933744736795659374a65327430734230764c396433724f364c75674650776579524734757279467457685647574a5648464d726b7a582d4e6a4f6b73747136436c725a5f6d6e47673548755f684270503279694e4a74585a31424f6f454a4c51305277703348595448636e424b763346656e523753595f44596456586e34344e325044557269664663774a50306f766a3032556c35466a693445566c54696466586b7a486343767766445f6f49446b75486745687952654d75666d59417249436e574c546e30626d61565750797a6f383630696f42464b32614e59337643787930332d5f4a6d394b2d416f4135414b6c6e64555a64783269757232416b5f7a346432434a69523956325259744f3949684a6c4d6b505f444c787935506f5a51546a734e6e48737553327a4830305a634e68495472674976304f6777624a6e4f73796f5a426b4b57366c36416c526a396b5231775f62534e696d58682d735a6959736e426c4470412d48684e4969743238587432703765303367562d4549626e3073617a6e56574d6e67336e586855434933794b524b7935734931636175665950594b6969364352766e32394334424943787558685162557a5156466169556567686b366d5431744732586c4d417566496a5a334e4c6f68317866613264625541434149734b624d2d704175454f774b474571714a4c6d6165513874556f4c61734d65502d75385f363336665266644f5163515766566533644b71724b626e314a497944755a656e79683142334d704c3565486f6963732d3876385254364e616a4a77794462464d765773694d7364664956586b3658385855424e6534774362754757674d565679393851714f595f695775526c79476f4e6c65536e5f6b796d4875764770676f4d6c5542344a654672354a69484257596841314d394c655162696d685f424432327457456d4b65434b496f555859736a6853394e56535f637a4f74306f74626648534a552d2d317a6c32616352435f55536a6672526b5878302d6f56557659336c7a4a33444c6d494d68454d2d70677338374c35763870456153726376517638705443794673686b7574566448516159525a455147716d617931796838436232724f494c596d78765970363332683071396255775f50426f4968674e474334614e324272766965714d7a507846456b756562726754356c4d5a4f755a3543575f6c6a5762437a494534344157416b633761486f317754316d66637666723545555f302d6d45794e6b7448436e4539703777754677325164435f445a574b7a5873343668505261586a6e344c72744b586d6f424854397a39484f424e686d4b3255766c523356793759536774434556616f7a664e6b643331347468775572337963462d4f6374326b51384346465a486d4138756c5a77516c556532676a46784c6d4c355471444e47436e3142553258537863325a35544465487653484b5653634c79713352733d'),
	('3945a253-4ac0-4c3f-8f54-fcc28ad88b1b', 'application/json', 'f597d26d9585b97b7b8fed0624ade490e97cf467801cc976a5e1607d5753e302', '\x67414141414142724377367870794b4b46385638783256434c754c3434474f6e57623157394f686c71386e71725177786247663356426574486a664753735573314d6f74743666636a30504c5264624e386c5f31684e366d567a544534686a346833556f57436d6a37427a76546454694d35576b324f6634545a5f4f486a41413844593074455450792d57774b55707a303338435636793350742d77616e3177416f65643276644f6e546f666c634e59635978374b4c687870525574647a772d4843507463344745375162374c5a78454e584476623377373862714f434a4242426f6a55494b4868446744616d5046637530334b5868344743594e4d55324f59694842304f4949416644754c65566a57683164494838764e74316a776151537a435872504f55716a537934394c6e345079484d44343637387a30796d466c7849786b526f5a55342d785031694b4662704475352d4f43555270425133513379665f2d687479673261355738415f3637673175496a4e6234346648634b465f564a63647877346944346741722d544f5077524148387646796c41744945474c5072636165376e4b7934614643513754383364776465617a7355396264336670506e59447a737a556e4b65544d7053516b485a682d5a594b634a7141754b714d786f3438454c757152556d5835446c7346766b6a557a55397a4e5f384e6f64704672592d6c62514d714b5f577348465f38374a4f655451337548654773516d6e66326348714d366f36315179705772537253744845552d74715773634e446f4b697133456275774356524351346b7637676b5f5a6252524e33616255594a364f4a574c6745436869614a696b724e774f644161356b6c613939394a4257464e6f675a434a763862335556736179424a6c39454d44586a346c386a6a4a5748364e6f517067385657315f59492d6c4a6d6e6c786b46705757504e682d4771325f725077713758374e7875576c796b346849597441665261625a496f63735a31434f645a67504a32773656646a4a624f72555f5764636162716a4167585968516b74527654624434615765716b3943766f5a516e6c4f51312d426335367973355561395a5943516b646762627a5856307930327659437a76505179502d707865323750475f6f6f36504838456c577745714d5f576c70346e70775a4d365f6e552d764f64303273384e6464386767303143357a4a70727044443143357667694a705076345653474c794a757461325a636b3557625261572d6c6b7a4830342d707672717a453652716f44512d387953316a6c6463374e4567665172373774734c79476d325953437173484f53796d704b735f3432516f306158674359557a6f77687a71636d5a6a534372784356764e4168516d6d7a4762495f584f47426d32496254394e50765f593834594a34635a2d636f427431595478517544597077347670424d5744335176655643645f6d6c4f6b796e497673673436364b6b3879747436626e585242446373307351336652753332395a3671626143395245525747675f78363879767166356451734846795059426772564e764859644d63586362464f3237655476542d685859774157656b45746f35633454575f68704c347a722d50617144325444314f5f7558337870376d5631426e7271505272657669756a6a507a512d4531384e71503362496b724157447a61423757493972426e63447278715732395777395a503842626f63393363426635704544784635754e634f50744f5f46676447354d65355367764839464875396857306a79616e6256334e71484779432d4646594d734b554e526e5559704c4d4d68674575644e71364b736535636e344737735f376f4f55516864706d51695953435a574c4d6d5177324a4c3444504255764e342d754952784a6b35565156486c34774d7746425670425f46774e5058455a34767a374c586347546f4f305043665a673462544b6d55704a714634657249694670396e5f7a71546f345463756531676b764553386f3d', '\x6741414141414272437736783542774c4c7579786c39783044464d4a4d6570587a7a72736b36612d6e7a33537639357373515154534e6b43702d4d317a42716b53727261526f5067335f704462366d706954476165445975662d75566f4f7734357270416b5537385a4465757559686430594643416448386c49495167506f786c4c574c37506a4a4674356258655134776572787a366c794f736f356763694b65516d32507869657533346b4e4a4257626a79324a5054445367724f30346d386764454f4f434a51374f366c4f36556149726838446554564c704c5a705441546b6177774779684f696a46647744655a36343069346a37546f37786a673164616e644a4c5734336d2d37484342387a50345948705242347035674f433457476c395a667069302d534d476635716b4b6d526d5876523434635f65612d756956534a4a44684a32793475425f55514a6278766d4b5256514378336d6641614c664f485376754169324254686c376b323239326b3357523063587247534848624f58714349586e7330342d716d6f2d3654666a74442d556b7632334b66707a4e7364546341523151344a314878344f6951424e367a4938363378356133456e684a66375069534473414c713847376b38704b6166564a39555f4f664b4b2d66456265492d707532644e575052794934586e78723038616f4f5362344c2d454c7067756d366d7a385041352d4d37697a4c394f7a4a695f4357747648753536353263587a56355f794253716f6a5a434c4f705a5854793259376144447556696154616f6d59426b39566b4a337a734b333371725a59726d6b4849644c32387a5548773834726b44774648312d3961463070665347517252756a454f597443614d335f5f4f576854486b68714546636c745867492d796648434277714d6577584c37304636494a505159792d48746f735a76436f334a396a71636732366165686f5f724f52624e7142743071387351764c4f424550327648746e68507247777275346e71704c7a716f76495661425974467737434c466435784e576168466859343353477a6d6e78326a5165706d6866363030344d7a2d6775496e68744d754d6351305a52706c6c6f4776793542324435316b3536514e394f524b526d43354c4d75704d7a6136664c6447504157576f426e4e30354346636c3551495772542d7950507164544b574a374737636d4c575a5a576d466b5a6549337346517941593031524b444e6a7a674a766f694b49736571483669434b354c346c5338516f7a73716a61617a426a356e634348412d4b6a657431394f4e4e58584b4d52394c446751676d79514b6e47654f4c6a33454f6a48304e327a696542704870565135534b744a3037306c4453726f554a5a513543676c52384c447a6e795274727572472d6732493656796d354e594a5778664547706d575f674833705359676274694738596f784f6b49394b6f4b4b504b5f63556e35574c355f7a443742383862653035545a3764646f6c51715346617743416a667357706a4c3865645a6a326a4c4d4656596c7a79555a5774477873515742615957365f674d535f614369435f613764313239384a792d6478716973506564514f5a56705a716857394337326e325231466966467442747250687376364a487a53677266454d6c59383041585f4c364c324e6154696b66796774694b474d3842514741697148655270562d733258386c67383143424c794943394b3055767a2d726457524d795a7057375469394a54674a3873514e6655576a53316a36746748644543374a676733686f7a464939424b697963315354675330564c6961734c48393461392d343656793545626c486f4e6839724c7579456237596d554b794c6332466d674638316934423259517177336543626853566c5a783973686853704e704e4334585533724651663474375956345f3535656d2d726f416543576e325a4d35506f51305573314a762d4d3552336c5646412d4f4c2d355670385039346c7652364d37515f716261377238564569434f61505a334e734c7a4e7631304d544d6461313856494b3242745562796b3458474970447865533049454e46364543666a777a5a5a584b796478597974696361416a53677a726a7265495f71476c55524c666d567242614752737736397833526a79514f4647676f663554634c645a3844363478393966566f3d'),
	('13453ad2-16cd-4a08-8b92-58ffd73a7815', 'application/json', 'dfc18a8d9c42778ba1275556a3a76e98b5cc061b2967a9c6ad96e6607a784c09', '\x6741414141414272437736797872434b5536534a63365848726c436b5a6f424c4639616e6e3247545932796978362d656f59464161792d706b6a4b6e49797868746f6b6643736542626344775339707443675a6a625239474a51634775524d306d4c7664676c666668573338366b49536d7644574a453033665873364e4f6a646175463258466b783750664e3537544e3558724d323142746a4530524f3368515a7a757759584d676d597262346866584a7a6943783078746b507a4d6a5831514c5a797871316f555f433652347972326772414470564a68466a4756495669474b66564962714d5742594951633451516e6d75505068487572307a734561426a324f425845545a4c624e31716e785f525766666d317a346c6d6e6831424366564b424166356a4c684362527751424a596338775876516b50655249564a627948685976386a434e4270616e5a3148716745594b446377335737767661562d53454d35486c30766333537170746a32784e367663415a6b694d6b6b3475704163734e6c6667674a43667543494879546637333368515a446a795832723951356555596f695333415f506c4d514e49626342427461506f69336a4e70356552636250684e456b507574495332573947315832483670502d72756c76392d4d6e33427a3239673431424473355577437437444c39304a4e48746379614833345479737045777541624d615058774e4f51614b6a36536979616b4731503273656d3979304a51354b687367304f344c34614b6573694c326b6336376733674e2d555a7a55675747775875716a664c4e67676977744f7156714f637141676c764c36576266595f6b366f5f6d456f366c674341446762546c4d703738714b67765a624b38384c547275494c6f326c75707973377461754b637135766f5871377034624249412d623541323966364a357a6d567079696e4e7576324d585957615034464d766c70316e3336736636334647684e6e53766566663949564650433377327455717071676b527279307251663930446950696651586959316646427236563071793449476c33776b527938734b76475654504e526e494c6b42494b55513161356e446a374932544e4f786f3369357266534c745078556c444759647536666139553563314777492d786155455f704842575275716a6258394c396e574e7a6d6b58526237454272454e4c7865794e616f626a327847313657724a344a5338346d72626d41586c36424870464a6637777a78685f58733863596c76513448386a6c69527632636f4365716e7544586a334269434972706f32324d63373237566759627a6e4b6353714a79344b426676306d30596b6e5148725a4a4d4f6e656a777a395837524d5a53427535334a61454c506f6c704a6f304f6f687335457972543043594a7742774a3858644d7a774a6f47707163683441466c4e6346536b494f706658535634625943393450373771726741703332357030444c48546c4c57526f766b52764957716a6f75392d476442796b42596844347755552d3166564773584641755a32394c797a6f667357754e694f7071394f6256684e614b526c75486c505a7049454d774c6a413444576f774651743941497942302d734953416676314347522d523432584239555a4162705a4d706650776a326266553737673134364f3163354a6d687136624b785578504a6162395f6e5074496a56636a476a72326b564737524c716a664a4b5951624e6f674c2d71683552595632657a3134654f424c5437374268304f334a484b39376f5f523970333362725a3349715552486c6a49617233686b57573937765164567a4a65436b6c6850574e6b73696269434b456f4f64556864574b554a5746745244344b347973733451795037514a42744f6b743967447547646269544b2d4d71556236626a676c6747754f714579554f4c61463173614c306c6d363472554257376a59784b665177333657476c6f6d507533394c6d3943706a5264324e4f43663152795f3555396c54454744525653536e5f47594c552d4962554f4f33564363775150594371594c6e514b557a31333236506a7a3769666c6f42687752363331674b616b714f77323639506b564a3752586835374f4679565974527a4f3170', '\x67414141414142724377367943696f4176305174794c42726a683834506339396d4b39754254764c5f3576667441513655526665644561524b75635031355a50344d4944436c686272344f6e434d6a776c684f433364446e326748727452732d4637515a596b7662357338756c78336647596c576c486a563345527330746f765770496d45375a366e6f4335734c585470353332395665324f783169753858376d35622d78743061745146534f626c613875745a646b45694c66774a52754c3144344266305267784f594d6b627a6242504e6563554772544753615f545634465364657654495167564f497a447a3779703333332d396f3851535f4369665371357776516e577379332d7831735144546373515f647655376c664f4d326d6c364e66724c4d786c526d7831583572513746654e336334435a437671465a3072594a65423642573376324b634c46386d547a6145756f46483262646c632d41425931672d387667396f4167706b4b5a624d71366e7532437a66705a693579476862546f664d5a4d326e616879336444557a494346375a644e30566b6862435749556d77666f773747326f736d74714f42784858514251676750724944587769664b32577267314265354f69676c6e4f356151544f62774370307a52724d7266323165542d486a375f2d5a5450753766674a6a314c774d7573726e563377626e53447044587355425454774b6d6d527469494e66466c426f34516c48457653495f52714e5256506975534c483263487a51305f79367578534e327a766d42454a4e6a4a446b5a6d58332d68426a4b765a42545847575a574454785f68756475796d38744c667170355679532d58386e327230766872322d6f627251317342564a7565536342617067687255354d4b585154377736626e624c596e6a6e2d64717a436871736e4263527655567061476972753471615158735f325a507a386f626c44494464314238334f61495077686f75644142744b4a334672784a35566a6b3559665933573467372d316e6c7665656b496f38765373552d6473386c6b654b5a64665378765a794961626641384b31354e653979435f714a525a39594b663241504c4b3767635771644c303853414e48346f4236616e58594476764f6a4f33554872707649737a5a494e3168734e467465436461727545737535364f534e477a717a787059416a587a32546f4b3657334366586a6a4f553653546a623833533846556b3752714759435f496f4e2d4b70714f556f662d74334d30396e333559654e6e6f57626f534551536e763132765537337a74585256532d32644e3530307a4e344d5734782d46456c6b79336a347446395156636b53344243362d4d46594d7243472d725033446b6f5979463176486d38734841516a4a44704c766f3749593450362d424c63496b5337475458774570776b553752426e7467666f68764a58594d5465375a5948796c54434234336f6555594965583355304174514e425a6d4a6a6d424968336c47444762674e793845545a723573565a424a6d5f763632544334776b6c7347654a73466a46317854425151714b71764d4232443057716546304865773865666447327668647039486a723273696c69765779354851654a2d5056303831476f6c373436436237314d4e78467646554f757670356746666d5462313477714e33766365553246676a36766630462d67636a63366667417646644462724937705f4c4c4e4b4132394568624c65683452483233446f5450456b4e50636c554e465f73785936733262634566613368324b346369525a5f396a4a34747057306d54426f5751746a4a705052495141796d62764c4f46734c5146376d744758617038555071374a483934484c674b58664d47545a66326e32754e374850745a55694455653275754f7779366442492d4672367751476d50675543566364734c4566326871504f66736b5638683055306c462d6a6578726a65577833386b41516e6b52435f6f7946367351746a454d306c4d6f584842524b6e64633652714e45436c664f5f4e5a62695f4357713963616f342d2d56676562446c6a6b567648355952557364304574754b75776c764a32636265756d5866416159696668676b534d674b454a6c516c615571714c397839416f6f6b62373574583843584972555331394e76662d7557445f6e69367a6444316c4a693538682d5570307035664e35516a747a726367565338736330735176316643444975496256326d6c5069736976617479764657323049464e39664e4270674536554c584c4e626c2d525a536767446a6d344653416e66643248737348685f7543377053324b5a587252594c4e4e4a7a316b5f734155766139437a5f636a5a4564506657366867535362567247505049534531574b534c6d'),
	('a35b60ce-83c8-443b-be29-ac5d150e5770', 'application/json', 'd93025c3c109f7dce69051090ae866e8b281837c500a6e09e7923892842c0324', '\x6741414141414272437736306a39416b474941345942303375796754677157354a65452d7730445477363133485a315f535f694a3356726153706470373165666d614a4a574e41614e4e584b656d466370343365705a7161714c5f6b3832497066467472457751387a6d677737536376796f7633664e764445424a4c653967747875576e51736434426d35464654666d3249325837417262557952583474343346356574356541436a673676366161526576314747793069645845427961727775356e6471484370367864586e774d4977505f70424f4b497030426d53424f77446e51675746567648726649467657443956507558354b4f664f76647a382d36584b30685a6f3242524d726d573677457430446362315878706f71664f42344d586362613454785358637a5166564935586769424f5a7055764f6a48357936385246747a5259323457446a316d763443313879484933556947677871576d566c51617358695769313575575253333656496c7a32693132675565633537656b4944346f67664875787a4a467a37534462456353573235734a683868382d474444786349477661644f4165696c54494d7764763667516c3055304a79674b4a48456743736476516b77486d32394a42394562316358573066504465724e5f394168582d36546c593557713563516267706d695150746c7877384a31507235615f666d4b34782d4d765a556a53474f3947366d6d4f47656c77395f3243794d54796c574a306f634e714f69344b7939493559425a4278756b422d5a4a617334445843317841596e7a55334c4570693448583264757764794d57324a3647626a4b6b6a677171565f51565a7077556f4739795436304452385356314364576956535666724f764579394f45725a49694f6b7a6b55427a3833354c6543634e4b357164327a6b4b5734423353347866716f55665f6b65385a51436b6a66426c706a7a3146686843776b5251632d556a746231397339694278525a325276515f344a6274653637465562493650772d77543253664d487254355568634843754131773831535373525a6347526c4b7a69304555425f65626b65416f6f584f73515652784f4f70754b5948537867305a6c5472624e356434736a6c3756694457347859346e4b675063596d677168586d5031657a464f71327a754e3755436c39736d61615a69775078456653666d6d444e6454685f5865796233716a724853354a7730475669712d66314b6c4a43716a44385362514e416f36576c6d3479687679685f67797944436259567732647233354d4a4d3377454a753943583633555f5666473141535759447951367135796f70385a703862634c534a39594c5567644c597a794f5557585a3975444a2d356a6e69743051744837674d5f4d6e79634c656f476872674e6853627162615f474b7457443579654138316a6465704d74615a41495a6565642d512d744f644f57737130317a5531634336366f5958786f335133797163624c62687a55615635777055643131304f4a7735687749763172613632356b545536754967506166497a4c6a7052734477515a4373544557457668574d4d5f79383244323230726f656d4a51746a7a5375512d425a6e5367766f5165347349594a4d642d735a464d6776785f344a654174325149627043574f434857526a3833684b5a416a4433546352654f7a69482d355651426a4f434b4d4b6f5347725069316c694f5151354450626e4c49637274476153722d533879505a706442336b4241516757364f7a6e6b68663070625a6a6867676c776133587234534b354e706767466e44553242706438497966496b784d69726a784a326f47455655576c5146594c2d305174746f6e6e47553777663551754d323836506a3758365f5a744b786c77466732666c516176465947334f687857316657694c764f626954346e4e4439492d4e6d3234664a464e314c4f395a687873304c66696f714477764e386a57546d6c6c646c41367038676341534a6d43544e717331707571317051506774625248666c475f4f5f57594237663459656953436256522d5267536164694b504f4e2d513d3d', '\x6741414141414272437736304a566171463263386145575a45523665464346447779704b67364d524b6547654e676f73584e4770674e7a6643667245446a4b75686f5134326867447869364d6d646945765f354f487a2d43346874584e43316a47576271735f4a5849573363524b44626b53784d52636f7873544835484170514e505f474b6f465a445649314d7a694937613955633830574f574a3978717150653077797771623476666a50566c75716531505777446d385453366d3270585f2d6e534e3563552d47535a3843556850636d366f33313348486732592d2d376766463270386b394a75734a2d6336414a5930307a4455514a774848314d744d55515357566c2d6c39754469365569614c6c33336d3445387473446371532d726b3158335352582d6d6866386a4a7a6843496874337365347177327965704a3457366463657753357572647450753945616c666e69624a73464b6f476e47556e5f542d4442394f4a416d48426331396b787a6530395f76564a2d3073516e7776564c4765584a376d6a32706a784c775f45735f39714b5a554a32314a6256342d56366f4a514f6e337857527365684575494d4852494d62376a593155667350385f6633414f435f6d5f35346d686d48756774325a3666434573594356646763774d6a6d574e77575f485a6a696452667066732d30794f6548795879564f6f4163504967314e5063505f43625a4548673134795175626439732d50572d746a5135464d576c54446f4d6a78694766366a4a67645a786256353372614c4f36556e4c6b4559624532397579546d6f52546f5f5747616d526656304e5a30364c6468334763784d3245576c67775739646f3644325664304b7533546c527a646a5f51476a66794b485a726a6c46375969437547675253652d7a6839324a70707873356d364d394d38645441483673497046436b68465f443466494f646233334157302d5278634946474c336b4878556264786e337a75703756696f3853624467526e6f664a6a76576f73505457396d6767767031335a624e32424d31306a756778706b44543664727a355a6e344939734957737a5950566c655f765077576f7a723677465a52724d487a4574376d73497468676b6a4d6579647068434c64656347773336556d693454796f373867767444754e58565a375f41453733777a656a513778383036356c753267424430595868355a66775541484c6137386a7437416568343378506c70506d56576932705f674236796f522d50696d33613371557675474b7663462d30692d7236476939355757737a65446e4a426a77676c4d6772675970532d6a4f647a4e6b336732645444396476476e45592d4a527072744c6c364b2d7164574752486257533673592d686f6c79616f39544455565949736d6349467a4c765a4d6f59304a3953556e6c574449376d50425234614b63375842526531496a326f585648414b7a6b6868344f6c363875726f694c724162575f4956386669393669367a374475417674795335545836714f47376430716f5a4f573573736f6946554863436f5644636b74784848566b696547434e4e367559486a7157684d63476a6a5631707776427538447237317649396b797a7a3558344837723943334b783365475a5a3242376336687a32764c35454d57647a4d32773336626c6f477158337430477778794d425f355a6d516a745a5763464870684e5a377a49366b67324e6f5758306464327339483759595a725074784837596938716874486c39524873687977397a774c735a6759693964307036547170703659474d394a6c79336630756d76303947742d6334414277394d446a67535a7a707a455a5374576d776972777842465150397a71506e372d6e4d614e68537363322d4b576f44636266783172515a72787550557a5377762d5630495971776a70724b4d6d366c466e325a46696c6b58374a304f4c5a6e425078584558776b356d785f34734556365958566675344b46374f3969416c2d65496b52664966677661727438495944585f68423578594d75563370564374334b4e6e52667a5633746635534459796d342d4962584b574d2d5353684d64637a46506e694e61786a426e504a4a357732545250783173356e6e4341566c48362d596f65577137746630567258735f7956742d754a6a6a6a55716f6843666265464341386f76507a627568727668414739755a7a625665396f786e52506a3442'),
	('beb50fe8-10f1-4ef1-83e7-05d9e132ebc9', 'application/json', 'f7b2e5cdf7e8690f908a288777c08bb688d5916e61cc8506109ba7038d35f080', '\x674141414141427243773632743057507558716575344831626877417a534c31754b426365495a39647872345a4f476a72764d3245314668674a37394779504e386a597a5659646e384e2d432d37356f69304d6c3070347537647155686644313654414a3842692d726d482d6459347165377579464f4d665777547567505f64304577436e4658314e353279397230644b7a76516e58696a37614750616e4235397a304d4b6e41784b4d6563393275696562423465544255695a516c44466c6f6c31396831666939557a68474f33426e3937684a6659584163784f656430324c7663326e376a7452797039566842637a66644455676a53457038304a4a513261504d4d785573763973675554755363497968677073594d453330356d587044643969797367375275302d72554b6d563932796f74506243326b3367357249656c4a5965554b41776e746f65335261352d69334276667a34315a43775f63375a6d2d65426272396c6d41682d30395276654f6e4a683249326f48354c3659424e5033497a4558354c46632d736b74714337584433787672444e5f7a4e5175354e4b55565f68356c715170483541694f6e355f4955446244544d726764704e68795743456d7a6a6e617055305a552d427771324e676477326c71363470352d67304a61462d4c794856664c325472626f3549674454472d6e633344514a4b4a376f57454c52776e766f6649753275673968744854705245706439774b535574776b3552302d4f354952616539644730774434467735563366554c48746d69377a5f574f69546b6b675059476562455a726973544366304d477955425f436c426c4a694351557a7730477a58713039326d664946346a496d6f796237504c375473416f522d337143365f4835746f6a5a6272746949446165466e5541496b56314e6669504b6566746969427952705f4f4f49336d647a64335f507234754c4e70326a61324e4f477a397539346c2d716b4236576f6677665471596d3971434c494f73374f41574d6f67546849757345305152556668336d4248493d', '\x674141414141427243773632644d7a44677a497a767a704137437a6347533354637033492d4e557a5468337a6336446c545868454542575f6b7a734d624f433030775777594e62326b32514741624a625953695f71712d5f4d6862734f4d667a6a5931724b71486d773951765f6f67717a5f2d54696973577930637262737962746468774f346e7a45656c62325959353932346c4a584a476e3531726d4e476e714d4850413235413956614444685f6969774b7a4f496d4d4e6c356c63697a7a765738766e585359726a6f64316538554d335465544945397a7a73703948746e31683150424f62496f50396b4b365a6c6f65466869505430594c36497155576e68386e34414c785232354542614b7546764262786342494669456151456a5773506b56734a3763627357724f6c383251703974315145585378527056784d6b454f526b736d5879464562755241746d7879584775396447577a5a397341546241495f61325a6a51416e453470316564454d6f6b616f4f766137727a446a3435784b7a6d6970475277396f336850426d6c62514154486673746d48596f79332d5358794f666c4f5f7a6f677963327739585f6c38724f4a6a4d746e5a706562396f3264357a624f614c7374636a394555765a766378755346567057494641325349675137564b524c5a2d71744e4442484c43683532447a42326c6d6c4455315870656561346a62697a433334514f37706352756970305f6e423832476f445a366567714b6770686f6a763468384f6149576f54377950506e71686550416c6c61506e505a3349306152756c2d6b3550564d586555567a2d5034575a644553483947785a494466435545426462594b31434f3569697076365a61682d4847357855582d51564b4a66756d7a45536243494145626d326754576e466462467451714f6a4730532d6633525a4833667268352d572d346e535f686b5a5078744c57746f6630563251626932426256684e3167353459456351397a6d6f4a725a3241655432346f453468646a477257395147733839427541347179334673476636745537584b415872313861732d4e344a6d434d6b643464576270446c6b59467263544e676d5731355a7857773364574e314330583564453457517030795a5356775048695963585a6f735a594d6e375565312d64456f4553307669694450484c5732584a574353446a78786d35534d667a61794950653461506638775664365354697630527a6e6b7877785a7255745859745650644e3858634855505a7045754a59575a2d754f6f4337623250644f79437153672d79766a4977446d47363168575067544a634a362d436d7a434631752d476b70674e427a70486a6156676d777856484b44626a4646304f7a6a2d54733676437147734765704a3355376d736443646c752d784e636a6c424f77337933717a5877754a2d6d735557582d62466d6e6b7a7137593947363652374a5466685a4935786e476e7851656679504951486c79724a62435047533770627676506f496148487a425a394b4367385f494d4b367370627a70506c76764f4a4479326c7954725167533634344f655537305066334c4854646e63486834713134304c7361796b323443772d38366536724d69305a5a7a6353444978524a5a50334b4a55735764686a662d4d4e4f3543563658354d3571465757623167553176656b7a776c5665785969495863365547436665426348384f4b7a2d533471685f30746c506d4873594a774539736e634d664759575942497832646554536d58324f7339614469594f55764c356d67704e505771435155635650673d3d'),
	('b28e60fd-28b2-4c6f-b5ba-ad8a361c958f', 'application/json', '72b05503167969beb8928d503f7c59f4b55e13a58d598b1a0491da399ba56cab', '\x6741414141414272437736343930327463324b38795a5a513175564b346877485f396e506632743450785755344d7a4556636b6b536d39646b616c6e2d656e5a682d76423750494b6f434e71744d4b786177736c643064484d6b3278395964564666596932796675537253794255513137646378763557316442434e4f765f61614c48325f4a66444b2d4d2d6c6366793136554478657563542d6b596a66305143346f65745538705a4b4b536430314b64417253305545727079594e6f43534c6f477433674262664779417a49444e6e364a523137794b6742333664344a4c6b48344442666f39647a6853306a6b535f565f364c665268712d474c79524a6e786946454353583648356d34745537696a4d34454e62676e7374654d3348424246705568347a6a7748753561444942304b3933646c726c4f7767776a51324679547a65534e5771766b3636716357547230744652577939446d6f655643694a596577767843437338676b4170547a6c4a5f374c30764d754466417279543145513933447a37695f516b374e385a71634c6569594c7a34704579437a34345154666362415268623473664e494c4c7869727852306770586a4f64687152744f437a344856513141635f59334f49694f435f713144624b4d4637726f6e43696133594f36794f30675948553448306743386d63476151346d31483573794b796b68653146564f52692d44314c447a63484c584f6c3231594954776a2d793072464868446c33552d34794d6f56304941456749786b31454a46674c47776d68624e5a415a6338617963695579595033307230496c6d79675a6f3242586744485761557634447643793539704661766c5f65436272643850484f5535545039336f476556386e4671446363715661713465372d614964724458363070717834656f6466486d5968773059556376416e697261306673497755327075746936336c723049426564617037674d6c64334c4a70757654424457553445615a5366566d7a5463324e357953583555326d784435666a78544b73507a38585a635847615f6c415837705f336c58776f626471566642766c596e595f5143654e59567863504c666f56356c424f68744f6e69507336744757754762637265462d614d5474467037635f30307131454570514c794d446c6541675f72744f5a455a513633546a71365173316b557a42796d314530744552356777722d6269513175503562333542725f644d626e506d764d544c4f7947616f6f79546176596f475a52336b5452553077445444545a73586b7470557250576e67315073457a744b365332475535476b4a446b6a2d5f45736b535077727145423642535a6c714330644a414e4577726f70597771584956744a476c453978707230645055644e3441416472397048666d574a4c59346d64787879723166514c6e7530417a625863434655764b643942385770376a5439394d317a5a476f55776c6d5743696f3030347671496c613539574839577a373046365a57416e7237467173335251794862314c75553544725854547469546e30507137344776775a426569674b6564574855627043724f7633754d7339552d426f68667a3674727a77486d35726a57345a3357755039766736617a73736b394571454d615a354454656a4b495f43375975496b343d', '\x6741414141414272437736344e42695931744846423653304d3671364a79647a35514e6e7970526b30382d71323149574452654e7670544232784571764e756762766d4635415275724b5070595464636152666667416431614b62786f4a706e6574733345576247374e434d653157716f4f6a42756365615653302d704952544e476356326e54645f594739626c334169733348664451473731376e6469766147334b5a6c4553594a5a55426e70496172384459613743384c4d76512d39636d485268486f6733513457686e69417251326b5573504f7739683878413149552d4d78364962346a79665252534d5347515745376c7a7574757a6f6f5753525142304e444276677977657278533676376f456a394532564d514e5632527074444c436d7a42556d615351513450717947565343615f5a4f38724b474e7662364b4236426b365277493066494e4775584e7454556c4a64547a4e7864486247374a5a746356455f6a4241486e7655376c6b4e32386d2d5278556256666933344378374a6c612d44487053513061313063726a71313849764c52614235546f4a516155576877643544654748465776716567715f5a386a376a754b5a513530756d507367616b3678707673644463782d464d5a714b4d73736f506c4f334f394e5f7469337470687a69645537634248454b693647695437755463793574444d30687031556a51614b44594d4d4f4f46475141584438744d45615078385a654c4a7872587552305930505f644a36526665666339694c504e6f453467614c66525772756e71724e317a677a787237524352634735615644767543674454445937594c4e346a5943786c31306a674b7048554e57777a5573684d5365786132676c7a376a66624a2d716e797967316a414b6956673355497161465f756a436e6b56575734465259596d7034456666717647796f6d6c504c5a716c6963334f32786f666f774249526e722d6b673077595a4c395367726b67427a754b4a6c415047726b6a58556f4b4a4c525f4a6d57557371316532544c3041334d776a696d4d373755447879324135627a357869746b4d6834336a766e784142344468486344704c355f3862446c454b39364e42577167784b4157784646616d45504f54342d705231304962456830637548507a4d4c4b58315063617943376e4152486477596d613258424c7566633769484338746e484b66696373573335633934647974424b5961303859502d6a41633775305a6457616c79544c2d75314b337a6b46394e4b3556676459556257674b427a496c5f747662554457507a436547646b3458563364597857515f4c534879674a424769444553353832515f686d49673554547748595736734d796b386c5337745448423355465f786632773632434f5665324b6e35586b4c7a486652353472524b4b676b4f7a48656f345f4e642d7a56576572436b7874463338772d555a4d535773476a41616549415964736177744f6c39373232676b62645742494a522d71584b57744771364552565a67544f4a3162567a596e2d326d515533363237735f65487a45687630674d477848374b30545f6536392d4f52596f784c437372326f7032682d4f47335050396255566755483541665777545a39615f6634416c3732516f6954457a743550635833357958596b7a595a417479594956436558535357347275566d654638346a324c645a69395339534546553470466561614d562d5054344163504d58736f6362465131745f4c576d65567364726e496e6a4c636e51776e6631735a615f35766779316a5a4d39554d475a354a574c426365516133306271712d5a3769506d4c44684b2d3071524e6643457a522d326e5970654f61494558417338374f6d6c54544531526b6665336c4c77655149376a55574731456748364f56644933786642695644505274534d6d6c6e6b4b6e49416a56544333494f644132644b3131537238703753435735335648674e713569697473656b4470794b505156634854704645537a2d73724a447466774d4e446c46753277624e43614d725733'),
	('b8115e47-c1b2-4b6a-9e72-a73092c554ee', 'message/rfc822', '0845272439ab542b52cd3a4139cfa8e3b815f88183d6e55d7b9d06655c2520e4', '\x6741414141414272437736365a6b76414371335361304e3347746974534571337731483636444574726931365a517733354150315a61574d724c6169577059727a546b503565336c455745584e49626f61526a374773732d4f486678786c69684f556271337631644c7452624b304c705f44745f6348526f6f4e6d726968427151696f3674633041707638307845764b2d723234776a736c7059526347515f715f553869304b6a4a6b5a6245473873676d6b52365a6d484c734936736f4470457445354f5f565579714148486b52455864646f6143494f6a7948675a4c5f526f76375f4e334258747839577a645a5a77464d4f38587a6a4c5473736d4a6f4c305738724b774f4c616a556841726e6343366949586455795557694a37595068424b4676316236785979795978695771763472326655536545716f6d685a754d5a6a4857546263513153305445466b3132665677767a5f78497251656853677247616c30596f676d64723238664e3354376847424650754b4e75736a415a756c7a7965334230504e73706a3768636b5a695a7768645748686c562d46436c6c7745615f4c2d7a585953584b687165684f5f485837496b6462746a523667316c414733646c687776706a37634f6e3579426e33644d645843356f7a6b3172327545744467414d51314d627959556e4b41425a764b4d78622d74744a42526a3572637a5550544f4a61636169675738766f6a5f7065454e624d7a63303772743675327972686c56315a4a39515041454a6d59695335797530783975344a3163514833665971534f4a37434555766b39564b726d455578785f514d5a674755644a6e4e6c52357a4d504d427543484b484a41384f625f644d5842736e6a566c3030424359576f444d44473673456171594d3546786444436a52516e48424f534944315734414b364f735274376456395f2d563150724b4a34793538775f695165796b56434546684952556270305650717430675453342d7849757a6b53366a4658516d2d5968357379596176374471355a4c6873575338723141747570724344474d6f7250484733786477334463493533696e414c337536624a696c3541536b676c5f6d36767245492d345051777a496474313942415479783651484f4b5838503676343535694f5a794f6968477279316c6b4a614e6d6149355434527867346f71417064425369545342386b784741397949705a32683068767a453371665f6c4775484b70643473623358744764385a445f42343361584c4d6e79494e6a3535426768745167446a306f4e3469726378376534526b784765363659466d316948793852752d47395a7a6571702d744b4c616234446a464d4a6a3048577673364847436c663573534255304665613067415339734d734f4e3238715a6c4d37335958737a73726e4a69686f4a64774d4e496b6c6b37435a4f484c646379524d38656f6632336e5676452d30576874384461686550615273372d7366695332555451566a4d4b465873385972616357672d6b797544497a48566d57597a314b71397634396a636c626f7870544a5055757563507033755438646e6d53686c6b617a56385a636e4954652d537372786f394a31316e675577786876565274615f446c326647543379785f453065392d76573370794a32373257644b526e4a304f4e6d4d34413038435f5a5f7473705261436b43515950553749796b36544464586f4c33365877543578314d6a7346387243754133734a554c68686a4870776d346631553863674d504b78476932684d6a752d2d623054446e63526944456258686f43646e6c73442d5f69364a644c7155486c7a2d6b326a496970664c2d4d566451663638587a7243554d72625659306b4b657031434433585742533052437a5154576479344147476f2d5443693953764a336831557378773242435f4559446b4c366b6f415a715a52334f616b584e666336584637564d4d476b4a5a554643375652465f376b744e766963507743706b46654978437356496e423552656444443372494c64734b375372555a366c7352344c794e5168395651645a6345326d4a6174644e75574177577747734c2d2d4a486f593451675f6d317545615a556a542d4f333871706a5778667937743945614e734c7337307649737a624b365f75394164377a76364f795434577a5674784c75735075762d6f4a58454d4a5952435362535a6747565f495a4d7436362d467756464d4b4e6553546b7556527a736b6f5450764d33674657656a544c6f4246516e414b52454e47523974466d652d45625a4b7341797378736b684f6b756a534f6e4e515a7a4b395030576a626a435f41343968717664347851684b37575757373456584f777743526d46374c6e61364974444f41515347734e745530374e52744b555f45337242694a6f6570335478636936534e4d3731357a6c7542596b6c4e6e37706a6b5431474f305679784e50473864517a31464d754a4f396f492d39337677424451346f454d455276596d6c6734545871594868574a447354564f5668766655446637625635367a3171724f78373735434f31454a61423837666a4d374d79455162422d6c6358494f3955784652694465696e5738714d58654b313261456356332d64657a55357451346d796e42327338736941415f4c507335634c5a4d464b4c5f2d79436a5f326c32634a46546849517a4f574748646c434363476c4c587348572d686356617950487831453049353644562d78306f47784a58345a46723949445245614272556475705871687a566b63666b77577635585861474a4b66474174767159413649433858444b6e44786f6e5264704b375f3839477533596245343741573034417878796550676756527155345165783830712d594f63455f445266476f45374c5f6b50496d526d4c7a5155526676705074583459516d56594e563157745a46783669787844684e45644a6c30317739326646527969325435424d6c755069763274473045504239753768577034672d7a555a4f32516a65505f6e62715a755a616e6a556e6b6252767534396f7276756232317a504f3476304c34734c32634e7a5f786474565055434b4f7955306d37757a6147544f68474b', '\x67414141414142724377363668667734636c47515a5f644e74552d76487069666e7050734e5f6b486c724d506c3568776762354e626966705f56564e6e3335395f4f4e4e556b63706a326530755147695757644159626c6d37536d35655469642d6f36655a316e4837763477545a6d7a736a4d2d364a4b574b4c6d376769763359614544455a777933564633775a4555594d536477485964576a3959684d355364625762496f4c2d742d412d415a437246444c634676475357727a625570683265614e6d65655f704138754c4f503444647734387556494d47555a74754e72427163666a4772785566426243516373564f3677326248466659396334714b456b6637314d4a416831527545622d536c36496f6b75444c56636d5a6156386d50766e7256564e4e3237782d48457842714e466c783578685f457670454d4a4d694e6f5250493079742d54626775536b6f386d3178745569656354492d6f4e6952315173454d646f4b70474c744d6a414b307573397a5433534b7267786a4d6a46576336573846336244454c4a47794836735a7a6e54343878426b7859384a5f376e59755f30562d3238702d7448614e503953526f6e4f6931315753454a3559426a39436a4c533337337a6b6b37717a3159504d3050555050366b5a304647754d536b382d6f74454e63736e45473651316f6b3058326861414c674c41385a63666c414432783948777448307976666c65766d492d487054767143496e763767364f716e6d634c50316e53385449434e4a4b31644c6132726561657a3773654f4367626f45383149393532344871736746625248515a72675435486e33646871466138484461416b53717545696f4275534b73752d7269474766376c487a62526d3975306c73375a5f39437366744e6e376b347a66796d71566a6f31484a66614e36625549454545747541437553414f414451714b714c6376414843766b3335704f44376355594835753733794b6f68565f6357414639766c544241596459655f5555373148633352714f47385271376d576f6d7868564d2d4e497845504768725f42684d41376d726c544e7733486446442d667535754b726f7a374b592d4e7937417748756455662d45494f35685544446e39434451464758517556504e4a4f6e5545615052633167767536344b6d574c53574745715f786c4c41564c62376d70433039745a735755745a536d4330585836372d6773724561514c4976792d4f506c5547363436706458446133762d734e30466c383966754a32383173316e48734b444b47644c53567967637a79336e68525844714d34794f614c6536517a7a7a6859505f477a34364c75485149335a4c5974347867586b68497247366b52415a58486a786d46684c63704630764b49767a5469466b52717a734b4d535279475562784b7a5f487556416a703872703069556c47647653644b326470435f565f426f585576656e555076534e747667754f41512d6d7237586f5a7159612d736376504253695a7475496b55696171304d774551333572653661765f556832556748623071426d42416c517a6a502d507a467a384756457658787568674c44354c7a4c415350445a485049575171594474566b394657386e786f30322d444b654c79584f34724d7535717154444356635678496e7a564b4c4d786661565667626d317259416c6e61577a6a74546e527045657a3575674741764b67776f5367434c76634e4d356f706a6168445f465f555f73796a53575a4a5f3232347439567976697431696d4a625342516b392d71554277434b694449674b377463454663764b466b4b6a52455f79597735314c76475235536274586477546e63614833325f5061386d717951445578465a59335a3835517073655f70346242346b692d354479697a354143485330334330337a677a51335346783366335f466a417257726b5a577239586732744c2d3475797a786e6b737a4538374d2d5f65414e66504d45586f546d62465969434b51587a78343930624d4d695f2d57446a377059756d43415a464858613953756b35515242615848425f536d3550496d323559496e58345865645030524f646d784467384d794a6f64702d4d3457736c5a6c5a6f6b686a694e714a46355f733536557a4a5745716c34586a34364f58654d4d757762476a376371325469315a785356655a2d5954436b75446e4e5069593d'),
	('13b93020-5351-422a-8540-c7bbf4c7f186', 'message/rfc822', 'fd79323390299eb49844dbd8d42290c4a7bbe76e2b1c55d9ca5a99606081d9bb', '\x674141414141427243773638456569476a344d47627a616b70566e49517a6b664d587835424d5f754f4b675a616750375a59727851614e734d5330695a6852475234397066334d584950747631593142514d767a6b4d4b594669584a64464d4b4b6336444d306452364f723151636c755837595a3876484f31566f326630484e7878777a6a2d62712d6f624947317056535852384b6b7372724b316b6e612d6d4a61765a725665624b52706947684b36307572493257786b33504f4448646a6d675f716c5a38386f464b3545744a4c45465675435677626771364f756475655851744c67586c325178385a4849693865626e445f5a78494843654635627a306333394430644652556d667772496c7a336c576a536455435649625f45447778666b68316e6d6c54523665653631685a467a336d4c44624969376e396f646f4342684e3531716a646537626f796b6e306a5f6c734832505945515f4f667246727a64683036483668325667596c6e6f50462d37546a47766a506f586b664268744e5977614d767a5869536d58426955786e45485036453270675a354f7068446b4a67584c6f4d65374d4c566e3176624c3666544e7748695f63306f707a7042524e717152614439766c4a654c7179586c5557583743707a674c52736e465f50344331304934613151502d4255386f4a503077526a3661504c7a6c383774354d576e3242555132386e4b686e6e7533306876433957766b7747344e326651572d333556475949596c4d4533737066416943395958596e4d48434537575a536a3649337562562d31484f3666546a6e4e4e335841657469566158656339686a4b4e314d3275303835506145716b627869776c42796443464161696a5a42616d5a6775476274726d4f42496a56766e51376645797571334b706b41697336445f636f3935324a45774645614536716a544f37554666686f51505f5443774e4255342d337069712d446c527158483670346c72455156715266464f6e5a554930654a456777415a4f737a6e4130794570355768464e2d6b6a517249457662515948416a49443167545a76796556795550526732514d754e323237714e377a5a364771524432357454366c7861674c7073346568707464795155694474305f6761304932506a4b5167535f52423147556a584e754f512d7766647a426835444a56395a32684752503449495f6158326b306b5a50676a6a4f33425776434c42725452623463684278676c717371674770373553473032482d7265556b6a6270766b6437715661624c474866474952634767495f54585747644e437653762d6e656957456e646a7a376e523066704d51317164396b305753493462454442394d656a644e38394a542d62545f374436486f7a345a624739756a4846577575503837784f3473664754696b2d63517964453743694d346d7a356d4151433767776f325738625f6c4d777748447465446b336c6555522d5f617258783179394c76794676414c4b79486a73426e4b79677868724c6b3351466a4e7277646e7a665965334f4e346b416e6237484e4444795467756544315f4b745574796c6d594b324d6f663066585a7249465f58766f3533347365476f356d366464447a695953566b62706a324345766e3142366b6967382d326e666932364f4852694f6c754a70346f524174542d636770303330574c306669787a54424c41744a515874566d34555844423373674e6378414f317552526867496a5852574d36354c685634616b46376456565a4d72755a4a41662d45634c5574385f3571384334414b382d6542675877505670524977754f6174554e4873534f5750637038656378504e4c54536c35394d3152654e515142513272466d6b4f6e744a5a5f5f5448394e636e776b57734c4c3241503057442d623656396b366f59344d78744463684e664271555f55625364497471744d4c545052336c683164435f4164435162336e31754a4a3574494b655f614f6d41424e363248466f49786e5552446f7670345853503035476f4a79545454315468434b354577377761343657', '\x674141414141427243773638745075745f5548457a6c79796e65797258563245565f4369334751482d4364624b484c7437415277524c50654938743839326f386a784b59694b373739345a5462487354675a69676b3864436e773272343856514a547773594554346948424d49505a495151346966694f6f4236334f5138477a6f525465304a68627a69635755495070326b5f6a3078444936534d58705a777462646f795f487642433252786a4b476950517044765f3979374b584c626c707530634c6b38505a424a5053515955652d4a6d34355536485f5f566147714730697873594877773838425043726e653158536b716d6a327a3663613452644c4776304c2d496444675a6566614671574b49566d7a4a50377a666a3936556968593469306967373065627142684876304c67354d7832585f6b506669526f30733653483442447235415775644474556c50647758476569734f48715954357871744c7663774e2d59486e7146546635467868655a4741625736524132376259344730355646517272553453435059566f6f4c37754562303847636479304647323167574a617454574b456c7839787231724a6b38446b44796e3479505032324a354f325347335374494f372d474f486464736562657476614b6c772d3152517554367376716b2d686a32746464312d6277656d5944375a6c765a3251504f3477467765427530725043687644393851663555634c6869395f756a6a6c314c394b33624e4f58334f306a4d7658476e36385849426d48596177373250375846354a5f6d69416b78464e644d73666964506755766c3578354d786a4233397858657555366f694d76355a7748714f6a6b734e5f455835476f4e5778365a577a4330545f304732357766375948522d4d47546f545575616e3065626b4a6e746c4170706b306131455f59645a366e395445432d6d3676334f625532356138367a636558347546645973497852782d554f674f424a664c416e6f784171696b664c555a79644243356d64776b7731332d7444687036787a6a3235366a4339657734356e6f6c363630615459464c585f725f4b477263734e576959774e576d51565a65745143742d74575361724b7142314d73696f5171377a54385353635a447279796372595167523461307931525f2d3833685f6442484b616b434947626a30387a67426e3873582d6b47654a4a5166616654315a5f584c455f694e78512d6c59786a5961744a692d6474336943723867344e71515631794b494455316f516d50646d6d6f4d3632644d6f4643385145635559525f49506d4a4e2d5257507664355033534636586e30474c6c744a6c6770384d6536503863414e7767787158486654596744494b757734797163534658745131316a4451495138636c53556e326c7763746a663933626b5a79677441666b444b6f50625465766c3278493456463965586657783957393158466d53634e576c3766585a6d38716c49414c734f55676e6b353558522d676756554d4f3046544d477455637830484a566f63304167496a5630475849306862586273326a71474d7a5979333969496b5474495a624771337344626b4a61635a3674667937513857496341523853635337746279343468475f7a6e427a3971414b635764794261746f5f70324a4f324253754f4f6d71396e32796b524967706a446a46542d63514757625151345869496449327954666b476a346a686134412d4d676a5536573167435653734d703872456e67646c6f394f4c7579447a575439794e4e63447555666c725670425546534a3674727855474c49386877322d6f684d4a544a6c2d794a367036474d42533554727845683333713453676d7674545141334a6e436c32705945314e6f554a572d414778626345764a6d704979784149714c724f34446f574d783253336144627279724275674432492d5531434c384664714679596c785f546f6d4348553554617a50424f4f474e6e746e304e70656f3168585f66554a474c526f513241465161307155684c3233424d2d466453777a45726c5a4b646d4d38746469544164594c6c2d6c69466b566d522d54396170594b456b387a346a53346e386e6777744f5544733d'),
	('4199936d-5443-4d00-88f6-1a738baa9c99', 'message/rfc822', '0957f1a33acbb9db40d4d84d9d2c5052a56cceef506ef7c8002b51b0179efc84', '\x67414141414142724377362d34786e66433857697169356161336161387a7372356f71456b752d3877796a76387a397855726f4d7a496a504d79384b5f384779654f49495165353654584952633550456a64786f663471526c64475a302d6e6b69757a7a6d61556c757333576768795844686279685650613759336463716e444f4c743038485552727363574a5444754d78746834494c6d4c2d43654e73566a323442723549502d32736c424d366a5238436772482d766a62313169396b6e514a73682d5f457673583146696e5a7763316f426a73714b4238304c686c346579715859474f465967677870674867572d6f5f4e56786e676b70666e694c67493659377a794b7577786a5849754d58327a68634373386b54346569545848366d784469434166713175547a45482d4e46456864726577416c596139326932336371504f4664345f4f6736394868664657427830516356564d4f686579307459362d2d2d6f734f38544465703557454f65455f50723352476d69314a596f5f6e4d564d377a3830584d3875457767644b787473784d4b4d3934716d35454266463079334b4d4b6a39706948353073504c63724a7273582d746a67634d51672d646763626e557337616430744275536466735f494f6a67547a52666b66454e4a71383951416574724a6b57303153496d6b5257645a386268424b4441536d38624e396f6c7843445a78794c6f2d2d696438392d4b374b3672697535496476546f3758793271337168544a6c6f656665677674796c5776774f6c416c56637852593773432d46563972734f646e7662575441346d6a594542636130576e4c696b3670626b637474584d4d4442785138737770467259684f376376426f31474b644b5f7750353733483537777966367971345771556744426f694349345f64656a6e32796a307964576b594d4a5f615965556653646a773574347249434e57497345616b387069714378625138496d514e485375576a347a53334f796b7736364f77524c634562374e75345979334c547144464d30744a645a446d39616b576372674552663431714d33755173335f4454494f3573704f36446c456a4534467a2d6264796176737a70584857484354486e486b7a74384e35434d7877374448702d6b2d576479505561775566316d4d3156504f695763754f324472525f6453507a6c66386a4232463377685353346c49524d76506241435549377575394275496d306e5067706c6679667069366c73426f654248796d3877625f4f737573584a77496b6f354a74755854485a6a4d76577a5f3369507a544a65375f2d4e6f5973567a4a76665a6c7333664a323239596f74516a4f7853616c3067456e375966763856646f4e41695f454e41544b516e4d737774504172765656447a5a77647171334930747948775152494f744965795a653557744f4b463478784e34434e723837447a6e51575463687752412d39506d3261654a534274586155516461715837504e426e5a7631777739506f757354737635726763354d5f494377575557384e32555a487a46496a67584a6776774575496776585a636f4c736562566135304a5334346262707056536b51584c664651726a35523138465f354c3264417870515f3547316779494b516a54335a764f52454e684474474d3758545f75466549393838654453365f34377472676661784f645634584f75487133786170585f426d2d77735f617a6d6754454e6132426f4c434b6b37754f594345465a765a5539626a644d2d5450352d5f52345f417a736f73395055712d64346c746f646a707034585368762d64376d31425f53492d6b776e765a502d6e52585748704731304e6c4450473677337742425734614e53383736506a4854673859666942466d4d5746546957527032517636424350654f674c655f62636d57564c516f4b7078746f4f30666d4c6e50365a5f725637485f7a5f6d4d4c5a436230344773625a7664436b6b54654a68644d345578414c774849776b41725441484331467a4c5a3241794f7a324c717a5059624c46764c36385a436b6f4564506e4e384d366355306c63364b7545677a73334f4c5131333272522d585434304972316a3656474a4e6a6e6e4d79416336365f626e476b4f5465354f52454c5756344d5a3655444a7865317367683741526d30586b556358767131454c58645a6e2d717661726330346e66463877676b32444e4669375270334e3076543133726e7971394b4d5f6b3875594e55634548583236677778567348374c70754c68764f555f4b323975553057717242667a706c73693174486951564752334c644e6d41567a4e786e467a5874534e743572503741656958515435465334743457535431464c614e4f6e6f6833416b527770636466443450665541786356593557324d6265425335517775306d507a672d59615f36673d3d', '\x67414141414142724377362d37336c54454831426d4648566432466b776b61557162546664374b49456248615f786253725248356e4a74744457665944756e344e4b7133614e33707861597663755830714d56616950785a68697a79656e4a307439484373657575464f695354326a745136383877345046543979472d5059726b6a2d315346747a2d325f313236414e6355593571477972744a32615a7173443234372d6e766d6b5358366d333436304d51797347767a5f7534516e7830695f4f796c614166675063592d5347597a62484f373975426461514534384c377a794d7959595866634f52546f516638365039644a413574313348684a79684e6977717a4957434f373149545a68774d755f6e50513735393147493934554a36783065386a4c4f3945516a53667135674a3162572d492d6c6d4c32546230396d577835634b4b636d337a315542597476666e3236584a365670776c5459485076514955533869594e586471596f7257304b3452484767695a4537667a70516c4f71446c483874556357702d76717a3157736d66336a54755a5377575352674d62696f6a65507a674b596170654b366379323941714d763841666a304b4e595343305349747235664c346d6e454e6b755057686f696e544b757631767356686d62726d3158776d5356636834444e4b43655a6c537237515677416233474f486c70767a566f71545a624349534f736a48344b5a527568535144445a646b476130766d414470367869354d697975305158494b39743153584d786c3877526331567a64563149777348615169635445464677357972664f445576386444576b7157305a626e534d315a5f4d51673376484f576f415650626e4444497976554649324f6e67387331734f49367355764e374e6b7a70514c31624136694f4349374f766133476437336a454e6d37776f563575793962725252316f6b78585a426a7a523058324c3050665a566f5559586841356b4745706267476a792d5f677535475648674b6736446a6e4e6d536a4a526e5851372d546a666667734e72626b7a556466336f7538675a786d52653532386c50456e4d72334c796f516165352d5a4b673439346d506f634f75577a584c5a4a70787a436e7a3873344a78574c4b75787161745f673675755375596237546452524a4471745941686950306a4e4f34667432425765525a41564f51565f714b39566d354a7a69524743635a555974535a334b6c47766f456c5a50455273466c4a67637967566958644254762d666950774e6c44527477717730546a7678344d44754c765662394c76792d50495a6844594b70706e4d637453546a4f4e625464324a6763594b754c4c7632563644744a44584d484f7a574c3233446a6866377a4355443368352d6f356a32597970585f426a7a70793544584653516e4d58756a5a6e666c69625936726e3834516a646845564c53716f6e6e435674566b4d61586e674955413635366a387735442d3246306e4e6c45305f68714b77673944307632365a537a63665832766d356f4d4f54394744515f6a6932474c61644f50473062744e755366426546466133546b6a4f76454b4b415467786d4368485041666b6e584d4b5f524e45705676616d37572d596e50646a713474367842304c686877486579552d50336c4578652d6d473663695a494a646b6e77747558386d446f36695a61454d684939566f56754e303838573435565a4647497076715744304361702d4e42784f6f524e6f61777361706d695a58454e5a316a756631556155676f6a766275746965524458784c534d3766525932746a6169514f4d78686533306439624f36627930556f7730383d'),
	('2610cce3-b838-4aa9-afef-4a6735291869', 'application/json', 'cc69330e3b8f17803aad8fb5496fe60e59730726d52ff1d2f98192593aec82e8', '\x674141414141427243773744324f54394c70473743557274613031377a6c2d465476725174435a454773387674456b3934574962664431665679646a5a546f2d4a3172547969325a615567656a753569316c557034626d787a3064346c70306963664f7779536a414c69796b36573631745a683042735262634a6e6d6c6b6e336d4732494447784c6d4f4d4d654a4b666456744b757a3557775272736b63636759536b743433476a3971742d596e7136764f654571486963742d787531546c6e544d507a754d7a55334548656573357a4e54313165535763734a39663244316b3445304341453865304767454255325f36756d3331443473414b6258326c687a626c6c66447576484b56424a444c355656363656325a4971706e38514b3063555a4b455a56645a4973534b396a4444784f6e6d625630373163396d7372336e386455756a655251366d31786e746f51626e547a5148626776696e4f4e31655f7832443475677641625f3035657463346d336f304c736e365163723635323431312d32615a4258346770555256', '\x674141414141427243773744745841454546754432494d6e68357a693630456439566d4f56456b5959573030723330484f7172477949764e6f726d4338555f4c3446594e5868674a57424d4a787377574a6a4656636a7039616469684f5f34355069305f78755a7a48466f66776479315757366143427448454f63372d4977334765723549494e7a696d6a596d325458444434796f34677158596f77634d30634d42723477477146753771417658554a39482d73424269644b474d6a4c5755586f387a762d58692d594f4b47494151666373504c673158314252666571427a4e7752686c7244524c593559705271556168667952374c6f503338746c625479374c463068642d507079566b7741474f704145756d353067324a4b495a767642314d6a6d47556842396442666d446a6b784658784f33424349583078756c6a75554641394369647435646736444174526630457a35574c474f7371435462305254466a78705a49746130774173706762366348567a6352686d46556765474f765a54314f4468316f75464d365033472d31655155767954664a4663375a644e795a6477465859656451414c79655837574344495232417a7668444f37787562556d7a5668616866324a7053583578366547524a565a4477616e4e536b775945465748722d585a39566c616a5a3062446b506e5137344c586334557648584c4f6a73734176373448437030474230374e59434179717545783333612d6670534a496f576a69385f373537357a654c72505950497059444976392d6d36755637505f53356841766134756d64373354665559377859686e3041426f6f73334c45656857466742664f7068335566484a4e7532566b62753177434745666c4d352d5538495a766556576835386a4d4a6d46393942576c53556338426b724944425964714f505859482d53756e4c51306332634b635f307a7769353677387150586b64446342776e785a4b5f3776683644626268502d416b6865626a48724f6d4d6c65497562675f6372575f4b3542614862706b65344a6539394e36327643362d597948566b4b317a63636a6745653262632d6f56386c44792d48386573504c47584c68763557447150564c4d4c2d5a34584666796e74747034746143754f4762396678522d6d63516b6865726f3930547443587564497271566941314f4a57356e57596f7133384d44374936577174557861573662586443452d344b66593838634e57536337386545647259534c336746505a7654586d376d394c495f41795874547753412d5032786a387456504f7579436a2d59695454326a6f5f7234484e766c75742d4e5737354462703177584b646370644b346442395951617375367338774f524a4531452d6a595f45467952365f6d6e4551745a556f57646d6747667831674933555a774e635f6e326138614e30743172767a6773495661366a5830484c627a5f7973372d37705f52573779784f565f735950496f7a6f67307858706d53666142675356324b78767a35784f3247514c7a5a483436483238773375556e4c62674855735535786c654b337a5f59736b6f3878397a665f327031346d31455a5356476869454769756f59544e38684e4161466a714a54485050455a4f686368566373584f5333535f3349777a794735444c71464f5a344634717778754f7676546d66437735495a64515f4757466e70357764754a644d4e367156574c5f743230713072336e53625f645f7a53496250747137714771426c70513049674771333234773734465a78667761374572375342626d5677794130336a7a463669354454732d6a65796d442d3552466649675f4a68373231763048413d'),
	('3b72caf4-952d-4f77-bf8f-fc7cf0c3dc5f', 'application/json', '888a64f6b77badb7aada5a6ea2e14b204cc578744a207bddcdfb28e80d5179fb', '\x6741414141414272437737517167395568505a54342d4e576233756c513134387a4743356c597a7079506643667a503054764e7a79484a626e4133675f5759345a393952574149515a5561427175733931674d335130666e6b344171645738714b64304435386b36675f30526b663564676a532d313331666671375456664352726246744c656d533050705478424a554f476f4f74796b6f73496446684268555a654b574d367155544f654379546a466a7653385356535f2d77614479746e4e416554704c3248544b39452d63334b493245317044784b474a397957306e4e5f6b587239457670546f74524e51432d6973735633626e75506f32366e71746e457158574e417968515053365734456538524770336731475779716275316c57364846394e417a77666a32426f42414e6d4f437166486136585268314c3330674973714a4961517a3243746936473934325f67694b754f58734d71426e5553666f6f413d3d', '\x6741414141414272437737515f524e4d7558386c466c4654693147615438376e534961686565736f4533726c657243414c38636a686a4e374768796a6844655332357451466e32616d665a6b614a587155424c7a5f764d566168676869706273746e31464555674d6e2d594a5f7a624b7373645f72333046704e526a74384c7453387a514a632d58594e34414b363635646168596d586242425342372d654537344956312d34414d336f544b386d736f62374152715165416578424b7130714472536f475774646f46484a7a6264513550574c7449706239614d67745a4d465f546b584a4a4d51586363496d54484e3351654c6d386f795139593172526b766c577a343661387a55724a474250636c7a2d434e71324c5432765f49583678754d705347504b58727769666f6c56487a38455465354a487062685446597a4a7678594d5a65714c426c624d5234446f556730484862334b75345073537a7930746538743161584f4b71695179583950354e5f423033694278706332436557333670564f4c6436314e4b337a5f5354684a523674614e666c4b424731397838735f7650416d7341476a49564b707432554171676a4b3465535f4844625651497768624f56683774596f7670364c664b5033374930676c36673378514a745669464a5a6a722d7547416246676c4f61664b6b70576a6b753367545769326c76555a4c717857524148364d4d46394838737a78594e564d793745755371545f556170533234683474614a5a544c38626d6e576859534e6d5146526a53635651456c7239644b794c387854584a62344350614c6956445f64506351633830314338527151766d59454349334143456649364966754c5238392d7442655548535336717836754e4f6c7a4438676c7269716f7554415a676d4d44534f574e64484657634c7a657575454477664353577a464748304652573354374a346c41637763442d4a4a78566a656876746461766f49444b6669583941553548396676777873324333335065484e5175424856504f3074596d75425030304677354b795752544d326c4e32374e664f53745965524c316757773632504f6c69633342436c5747413748794e6c56455a6f3339527678307a6d36593653363833684634654c54314a4f7471436e5436712d7361476b4539555a704d3057494b5157746274736739536c555f523850596d56727353796e545a736f31466f504b7a5f6e666e687072597a514f736d48444c4841415833767479627576496c2d624e6734616b4733774d625567633076565549324d703239386b4a625155774743366941476c697a50357a674a4c466a494e75643656573558587369656b704e49355735706c337a45797545756a6f364f644349434a78434f4c6a545546694f544b5a7a385a4669436459644773646872514f7175356671534352755338313032306352307a5145397646576f5276712d7361394e62354d51646f794b36664a6457483966647a79434956336937444d734a46376141356a4f3353614c4e587836476372446c5665774d5078464648576c5a54715a7a4a704f544e78707033574b544e687271515750786f5033374b36436958484652485172464f49325134442d5f39634d544f485567316939304a695a3458444a64672d775877496b3445304e4271654e6f6f477458755333447a365a6e45584f5a39394b4e537074735030334c7a632d746a2d4e70374438336235707732697032754e2d3854565252386145434e6939444c5146413267334f394a324155574453463870744d32755a345943667041596644754b744f6a626776513d3d');

INSERT INTO public.hand_over VALUES
	('55068cbb-7d80-4558-8630-7c183d04af02', 'd250b1c2-84bc-455c-933c-941fd15f889d', 1, 'text', 'Madhya Pradesh', '2026-11-28 17:26:39.613252+00', 'desk-synthetic');

INSERT INTO public.identity VALUES
	(1, '894d880c-56a0-4be8-870c-d2c279f7350b', 'account', 'd3539234304cc2d3601016b1521e2e2f668024c464bc45bb7863904d55f29bbd'),
	(2, '894d880c-56a0-4be8-870c-d2c279f7350b', 'account', '3b766ea5c65beb60465536ba6723166ec82d546b79df9f4fce29cffc19436963'),
	(3, '894d880c-56a0-4be8-870c-d2c279f7350b', 'phone', 'a127023681ed3f9d0c870840b758926e7da36445c9711b2f83f49afdb435bdbf'),
	(4, '894d880c-56a0-4be8-870c-d2c279f7350b', 'event', 'e41032011105d7699b3a2bca8aae2da66d08ad41c9aab7050e974216fa8e4eab'),
	(5, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'event', 'ada19b3ab182d56ecad30b51598b9d4f9885c454ec8cf3e5db843a3fa5c4ceae'),
	(6, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'account', '3c6d7d2df74155b1ab800f2f6aece204e99ba5d385336ca28edc1beae8885c4c'),
	(7, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'account', '4620d78d6678d66430d1d484e37e82bd49305b3744ec2217a4af161de20be722'),
	(8, '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', 'account', '9e18666ae1dd1d3a04380d15bf195d88e22f0c43679f0eff8b6adc9a8c23c6be'),
	(9, '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', 'account', '77b00ff197627ae9e6b7ef1b69e30943bb8205716ecaa84c0b0b2dda22ed543a'),
	(10, '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', 'event', '78be678e3600a6ba7dfb4b57d9d059eb055d3ce2fac887e1d999f06b179e81d9'),
	(11, 'd250b1c2-84bc-455c-933c-941fd15f889d', 'account', '54984765f9635e0d37ad5873ecf626b74a8e592ddb8bd7f562803edf2cb21980'),
	(12, 'd250b1c2-84bc-455c-933c-941fd15f889d', 'phone', 'e13cd76cbd77286663d4367d5d058a7f3c4302f6dbe034eb02a1b3c89ccfb5d3'),
	(13, 'd250b1c2-84bc-455c-933c-941fd15f889d', 'account', '9f72674d455c12e577997f726f1aaf6508076bd541d1a2cb880f5100d070162d'),
	(14, 'd250b1c2-84bc-455c-933c-941fd15f889d', 'event', '65c89e984ddd9b28cb4d141ffcceec19d3b4c4171940fddb6c8ba4f19099574a'),
	(15, 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', 'event', 'b9cfab2b3da709accf5c28d0d7c817cc66b23ecd306cb6987aa0342b5589330a'),
	(16, 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', 'account', '8cc243cda5d68a763f5307d8c6af1221d11b731f0a4fb0d11ac9bf63c81cce7d'),
	(17, 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', 'phone', '40cd0a383f4081dadb82fbb012bb8615edb3c8f988c8a0acee2fe1493f6be0d6'),
	(19, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'event', 'b245c095384123b07f5c4b9c0d8705acd7e86195e6aed8214d5f3b8f6cf71d9e'),
	(20, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'account', 'c11c0c1e92a3c817922212b1764c7ce03d33e5d9bc71110afa24be13bc4a423e'),
	(21, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'phone', '0df31d93e06ec2b9eba563ba97bf91d8356c9b4daf67d9fc1b1c3d36df4aee5f'),
	(22, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'account', '69b493e2477123704af3af3d1774b36e2f7d3321e53edbb159a2a2d22044e2aa'),
	(23, '771fab90-b6d3-4d99-81f2-252422f665ce', 'event', '2ba35ed4eb5892f396ba59eeab04c3cdd2ed3126a2f6d6cc59f8415581c44d1d'),
	(24, '771fab90-b6d3-4d99-81f2-252422f665ce', 'account', 'bf98645d179c2ce5f0d76fce1bb17b5e0ead7a7e83fee7463e8198528a99700e'),
	(25, '771fab90-b6d3-4d99-81f2-252422f665ce', 'account', '15023bb1eff61e12421058763ef9f4904cd155f1fcc6961cbf2741870e6df45e'),
	(27, '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', 'phone', 'ca0757fdfa145447bc74f67afbcf625044efe16cf38f2366303b4041b0b76f40'),
	(26, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'phone', '5d8658ea0e8f10c5e966daaead8ec8ee4e59ffc4329dd0db92d7502404a435ad'),
	(18, '7a17492e-be56-46af-80ef-5c434c17884e', 'phone', '75fb773232f2ae849c84c4305f64aaf040f8342cad495cd9efc4378c15261e21');

INSERT INTO public.milestone VALUES
	('894d880c-56a0-4be8-870c-d2c279f7350b', 'reached', '2026-11-28 17:46:27.395429+00', NULL, NULL, NULL, 0, NULL, NULL),
	('894d880c-56a0-4be8-870c-d2c279f7350b', 'family_informed', '2026-11-28 18:26:27.395429+00', NULL, NULL, NULL, 0, NULL, NULL),
	('894d880c-56a0-4be8-870c-d2c279f7350b', 'closed', '2026-11-29 17:26:27.395429+00', NULL, NULL, NULL, 0, NULL, NULL),
	('894d880c-56a0-4be8-870c-d2c279f7350b', 'dispatched', '2026-11-28 17:31:27.395429+00', '2026-11-28 17:26:27.465793+00', 'kota-city-room', NULL, 0, NULL, '\x6741414141414272437737444f4a4a34574844714b6737624c6b5f736e5a4d70775a537972304248313963636e6b634f326d6a5469507451696e63796f7771574d617851314758764e70426e6f6c7a325639656a63684c6f634130667537682d47513d3d'),
	('444dfae2-6390-4c85-bd1a-f78b5a9df5f6', 'closed', '2026-11-28 17:26:27.662488+00', '2026-11-28 17:26:27.662488+00', 'desk-synthetic', NULL, 0, NULL, '\x6741414141414272437737445336624a534f514d6441436f7a69356c5f4e577977784830414d68486a5237433242504a49566d4357554459467153587a7254356a367a393852673032467675755475417a49356b39614d4a4e545f7036365f4e46487a4932444f5a6b4d7347716a674f4470587375786f3d');

INSERT INTO public.notification VALUES
	('e835ed35-05a2-4d4a-acf3-ce83a0a925a7', 'd250b1c2-84bc-455c-933c-941fd15f889d', 'page', 'desk', 1, 1, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'out_of_state', NULL, 'sent', '2026-11-28 17:26:12.869288+00', '2026-11-28 17:26:22.886573+00', 1, NULL, '2026-11-28 17:26:12.902557+00', NULL, NULL, NULL, NULL, '20261128T172612.898993Z-e835ed35-05a2-4d4a-acf3-ce83a0a925a7', NULL, 2282775312007804198, NULL, NULL),
	('aaacbf1e-c5a6-49b7-9a80-dae8b68646c4', 'd250b1c2-84bc-455c-933c-941fd15f889d', 'page', 'district', 1, 1, 'chittorgarh', 'control-room', '19d4c1bd-9272-4dcd-90ae-2abd6975a950', 'outbox', 'copy', NULL, 'sent', '2026-11-28 17:26:12.869288+00', '2026-11-28 17:26:22.88668+00', 1, NULL, '2026-11-28 17:26:12.902655+00', NULL, NULL, NULL, NULL, '20261128T172612.899962Z-aaacbf1e-c5a6-49b7-9a80-dae8b68646c4', NULL, 2282775312007804198, NULL, NULL),
	('6c4af25f-470e-4f1c-a1c6-fb8d4411a318', 'd250b1c2-84bc-455c-933c-941fd15f889d', 'page', 'district', 1, 1, 'pratapgarh', 'control-room', 'aa7e10eb-7d88-492b-96b8-f6edda58b940', 'outbox', 'copy', NULL, 'sent', '2026-11-28 17:26:12.869288+00', '2026-11-28 17:26:22.886656+00', 1, NULL, '2026-11-28 17:26:12.912368+00', NULL, NULL, NULL, NULL, '20261128T172612.901205Z-6c4af25f-470e-4f1c-a1c6-fb8d4411a318', NULL, 2282775312007804198, NULL, NULL),
	('78464536-fa13-4826-a032-2caa6aa17645', 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', 'page', 'district', 1, 1, 'jalore', 'control-room', '027952e6-45fc-4860-a092-0f1aaecc2e3d', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:14.65076+00', '2026-11-28 17:26:24.660034+00', 1, NULL, '2026-11-28 17:26:14.670303+00', NULL, NULL, NULL, NULL, '20261128T172614.669025Z-78464536-fa13-4826-a032-2caa6aa17645', NULL, 2282775312007804198, NULL, NULL),
	('7e8a31ac-7845-4298-b2a8-0c6b7fcccf42', '03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'page', 'district', 1, 1, 'jhunjhunu', 'control-room', 'be968c8b-c4a9-44ce-94be-f149105bf21d', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:18.281475+00', '2026-11-28 17:26:28.292519+00', 1, NULL, '2026-11-28 17:26:18.301596+00', NULL, NULL, NULL, NULL, '20261128T172618.300208Z-7e8a31ac-7845-4298-b2a8-0c6b7fcccf42', NULL, 2282775312007804198, NULL, NULL),
	('cae95f98-01c2-4c63-a988-c1c0191c5f67', '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', 'page', 'desk', 1, 1, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'held_unauthenticated', NULL, 'sent', '2026-11-28 17:26:20.175092+00', '2026-11-28 17:26:30.185833+00', 1, NULL, '2026-11-28 17:26:20.195872+00', NULL, NULL, NULL, NULL, '20261128T172620.194136Z-cae95f98-01c2-4c63-a988-c1c0191c5f67', NULL, 2282775312007804198, NULL, NULL),
	('b91e5c54-aafd-451c-83b9-8429eb16490d', '771fab90-b6d3-4d99-81f2-252422f665ce', 'page', 'desk', 1, 1, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'location_unknown', NULL, 'sent', '2026-11-28 17:26:22.181253+00', '2026-11-28 17:26:32.192801+00', 1, NULL, '2026-11-28 17:26:22.208849+00', NULL, NULL, NULL, NULL, '20261128T172622.206997Z-b91e5c54-aafd-451c-83b9-8429eb16490d', NULL, 2282775312007804198, NULL, NULL),
	('9d095863-6907-470f-a421-bda56e14ee3c', '894d880c-56a0-4be8-870c-d2c279f7350b', 'page', 'district', 1, 1, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:07.825561+00', '2026-11-28 17:26:17.852683+00', 1, NULL, '2026-11-28 17:26:07.924923+00', NULL, NULL, NULL, NULL, '20261128T172607.920985Z-9d095863-6907-470f-a421-bda56e14ee3c', NULL, 2282775312007804198, NULL, NULL),
	('57893297-2a2d-4d63-9736-b7638b28279d', '894d880c-56a0-4be8-870c-d2c279f7350b', 'update', 'district', 1, 1, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:16.313706+00', '2026-11-28 17:26:26.439482+00', 1, NULL, '2026-11-28 17:26:16.456385+00', NULL, NULL, NULL, NULL, '20261128T172616.454464Z-57893297-2a2d-4d63-9736-b7638b28279d', NULL, 2282775312007804198, NULL, NULL),
	('151403c4-eff6-4241-a3f5-e0d33834b537', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'page', 'district', 1, 1, 'kotputli-behror', 'control-room', 'a08ad681-699b-446d-bac3-f14821f9c192', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:09.391056+00', '2026-11-28 17:26:19.40916+00', 1, NULL, '2026-11-28 17:26:09.429267+00', NULL, NULL, NULL, NULL, '20261128T172609.427752Z-151403c4-eff6-4241-a3f5-e0d33834b537', NULL, 2282775312007804198, NULL, NULL),
	('e0e71897-fe17-4eef-b4f2-bf29a0cba158', '894d880c-56a0-4be8-870c-d2c279f7350b', 'acknowledged', 'district', 1, 1, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:27.395429+00', '2026-11-28 17:26:37.547543+00', 1, NULL, '2026-11-28 17:26:27.560083+00', NULL, NULL, NULL, NULL, '20261128T172627.558644Z-e0e71897-fe17-4eef-b4f2-bf29a0cba158', NULL, 2282775312007804198, NULL, NULL),
	('d8bda62d-df4a-4d0e-ae6f-c0d1869648a7', '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', 'page', 'district', 1, 1, 'phalodi', 'control-room', '829a9b68-7f94-4da8-be22-60451e63fb21', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:11.273078+00', '2026-11-28 17:26:21.282106+00', 1, NULL, '2026-11-28 17:26:11.297434+00', NULL, NULL, NULL, NULL, '20261128T172611.296219Z-d8bda62d-df4a-4d0e-ae6f-c0d1869648a7', NULL, 2282775312007804198, NULL, NULL),
	('d4d7e102-cf24-493f-a173-ddc6bab2fc2d', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'page', 'district', 1, 1, 'bundi', 'control-room', '6c663f22-1aaf-4877-9b5b-aed51337dd29', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:27.536831+00', '2026-11-28 17:26:37.687923+00', 1, NULL, '2026-11-28 17:26:27.720458+00', NULL, NULL, NULL, NULL, '20261128T172627.713096Z-d4d7e102-cf24-493f-a173-ddc6bab2fc2d', NULL, 2282775312007804198, NULL, NULL),
	('4857c291-d365-41b7-92b0-ff7eb97f9b3e', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'stood_down', 'district', 1, 1, 'kotputli-behror', 'control-room', 'a08ad681-699b-446d-bac3-f14821f9c192', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:27.536831+00', '2026-11-28 17:26:37.688031+00', 1, NULL, '2026-11-28 17:26:27.720571+00', NULL, NULL, NULL, NULL, '20261128T172627.719070Z-4857c291-d365-41b7-92b0-ff7eb97f9b3e', NULL, 2282775312007804198, NULL, NULL),
	('5b13f9ba-59a7-45a6-be81-00d07e1c8cc6', '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', 'closed', 'district', 1, 1, 'phalodi', 'control-room', '829a9b68-7f94-4da8-be22-60451e63fb21', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:27.662488+00', '2026-11-28 17:26:37.819849+00', 1, NULL, '2026-11-28 17:26:27.841345+00', NULL, NULL, NULL, NULL, '20261128T172627.838048Z-5b13f9ba-59a7-45a6-be81-00d07e1c8cc6', NULL, 2282775312007804198, NULL, NULL),
	('0ddb573d-a401-4cbb-af38-8b1ab68b157b', '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', 'page', 'district', 1, 1, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:40.789639+00', '2026-11-28 17:26:50.807371+00', 1, NULL, '2026-11-28 17:26:40.820253+00', NULL, NULL, NULL, NULL, '20261128T172640.818489Z-0ddb573d-a401-4cbb-af38-8b1ab68b157b', NULL, 2282775312007804198, NULL, NULL),
	('5cc60288-ac57-45a3-bf91-50f3795a1e3b', '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', 'stood_down', 'district', 1, 1, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:43.697565+00', '2026-11-28 17:26:53.793738+00', 1, NULL, '2026-11-28 17:26:43.815163+00', NULL, NULL, NULL, NULL, '20261128T172643.813865Z-5cc60288-ac57-45a3-bf91-50f3795a1e3b', NULL, 2282775312007804198, NULL, NULL),
	('30432789-fd20-4f04-b7a8-6287586525f8', '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', 'page', 'district', 1, 1, 'bundi', 'control-room', '6c663f22-1aaf-4877-9b5b-aed51337dd29', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:43.697565+00', '2026-11-28 17:26:53.793829+00', 1, NULL, '2026-11-28 17:26:43.815263+00', NULL, NULL, NULL, NULL, '20261128T172643.813479Z-30432789-fd20-4f04-b7a8-6287586525f8', NULL, 2282775312007804198, NULL, NULL),
	('027d9d20-9a42-4824-a51f-580302b103fa', '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', 'desk', 'desk', 1, 1, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'not_ours', NULL, 'sent', '2026-11-28 17:26:43.697565+00', '2026-11-28 17:26:53.793849+00', 1, NULL, '2026-11-28 17:26:43.822407+00', NULL, NULL, NULL, NULL, '20261128T172643.815333Z-027d9d20-9a42-4824-a51f-580302b103fa', NULL, 2282775312007804198, 'kota-city', NULL),
	('47123d31-8fa9-49d6-b1f9-8616ef1c78a2', '3f45fbef-b92a-4f5b-8539-54572d957d02', 'page', 'district', 1, 1, 'bundi', 'control-room', '6c663f22-1aaf-4877-9b5b-aed51337dd29', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:27.507301+00', '2026-11-28 17:26:37.516834+00', 1, NULL, '2026-11-28 17:26:27.529129+00', NULL, NULL, NULL, NULL, '20261128T172627.527462Z-47123d31-8fa9-49d6-b1f9-8616ef1c78a2', NULL, 2282775312007804198, NULL, NULL),
	('2e9369fe-c3cf-44ae-b72c-cad3ff5a748a', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'update', 'district', 1, 1, 'kotputli-behror', 'control-room', 'a08ad681-699b-446d-bac3-f14821f9c192', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:43.816785+00', '2026-11-28 17:26:53.933711+00', 1, NULL, '2026-11-28 17:26:43.94247+00', NULL, NULL, NULL, NULL, '20261128T172643.941123Z-2e9369fe-c3cf-44ae-b72c-cad3ff5a748a', NULL, 2282775312007804198, NULL, NULL),
	('881ce344-3fad-403d-9c0c-d78adeae4078', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'update', 'district', 1, 1, 'bundi', 'control-room', '6c663f22-1aaf-4877-9b5b-aed51337dd29', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:43.816785+00', '2026-11-28 17:26:53.933799+00', 1, NULL, '2026-11-28 17:26:43.9465+00', NULL, NULL, NULL, NULL, '20261128T172643.941509Z-881ce344-3fad-403d-9c0c-d78adeae4078', NULL, 2282775312007804198, NULL, NULL),
	('0c636cef-a8ba-40a9-8273-34b160341867', '3f45fbef-b92a-4f5b-8539-54572d957d02', 'stood_down', 'district', 1, 1, 'bundi', 'control-room', '6c663f22-1aaf-4877-9b5b-aed51337dd29', 'outbox', 'merged', NULL, 'sent', '2026-11-28 17:26:43.815074+00', '2026-11-28 17:26:53.973822+00', 1, NULL, '2026-11-28 17:26:43.98316+00', NULL, NULL, NULL, NULL, '20261128T172643.981974Z-0c636cef-a8ba-40a9-8273-34b160341867', NULL, 2282775312007804198, NULL, NULL),
	('e8190b3e-df9e-4322-b7ec-3c4638b666e9', '894d880c-56a0-4be8-870c-d2c279f7350b', 'update', 'district', 1, 2, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'split', NULL, 'sent', '2026-11-28 17:26:44.109561+00', '2026-11-28 17:26:54.233105+00', 1, NULL, '2026-11-28 17:26:44.245395+00', NULL, NULL, NULL, NULL, '20261128T172644.241247Z-e8190b3e-df9e-4322-b7ec-3c4638b666e9', NULL, 2282775312007804198, NULL, NULL),
	('8eaa518c-22d7-469f-8ac5-edca865bd14e', '7a17492e-be56-46af-80ef-5c434c17884e', 'page', 'district', 1, 1, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:26:44.272566+00', '2026-11-28 17:26:54.28339+00', 1, NULL, '2026-11-28 17:26:44.296992+00', NULL, NULL, NULL, NULL, '20261128T172644.294822Z-8eaa518c-22d7-469f-8ac5-edca865bd14e', NULL, 2282775312007804198, NULL, NULL),
	('7859113e-64da-411c-8109-e1ff8a9d33b7', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'reminder', 'district', 1, 1, 'bundi', 'control-room', '6c663f22-1aaf-4877-9b5b-aed51337dd29', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:27:09.400148+00', '2026-11-28 17:27:19.417865+00', 1, NULL, '2026-11-28 17:27:09.43545+00', NULL, NULL, NULL, NULL, '20261128T172709.433605Z-7859113e-64da-411c-8109-e1ff8a9d33b7', NULL, 2282775312007804198, NULL, NULL),
	('ce32ac05-9120-4246-99ee-113bb9200cd0', 'd250b1c2-84bc-455c-933c-941fd15f889d', 'reminder', 'desk', 1, 1, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'out_of_state', NULL, 'sent', '2026-11-28 17:27:12.876285+00', '2026-11-28 17:27:22.891491+00', 1, NULL, '2026-11-28 17:27:12.906017+00', NULL, NULL, NULL, NULL, '20261128T172712.904381Z-ce32ac05-9120-4246-99ee-113bb9200cd0', NULL, 2282775312007804198, NULL, NULL),
	('48e39083-3f38-474c-a9fa-b50ea59c2105', '03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'reminder', 'district', 1, 1, 'jhunjhunu', 'control-room', 'be968c8b-c4a9-44ce-94be-f149105bf21d', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:27:18.28839+00', '2026-11-28 17:27:28.302533+00', 1, NULL, '2026-11-28 17:27:18.318989+00', NULL, NULL, NULL, NULL, '20261128T172718.315736Z-48e39083-3f38-474c-a9fa-b50ea59c2105', NULL, 2282775312007804198, NULL, NULL),
	('2ea22f73-b52e-496d-9359-02305d8ffed7', '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', 'desk', 'desk', 1, 1, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'held_unauthenticated', NULL, 'sent', '2026-11-28 17:27:20.180745+00', '2026-11-28 17:27:30.197784+00', 1, NULL, '2026-11-28 17:27:20.207199+00', NULL, NULL, NULL, NULL, '20261128T172720.205850Z-2ea22f73-b52e-496d-9359-02305d8ffed7', NULL, 2282775312007804198, NULL, NULL),
	('0aa2b5ec-f49b-4192-8af6-901efa3a0f1f', '771fab90-b6d3-4d99-81f2-252422f665ce', 'reminder', 'desk', 1, 1, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'location_unknown', NULL, 'sent', '2026-11-28 17:27:22.186993+00', '2026-11-28 17:27:32.199366+00', 1, NULL, '2026-11-28 17:27:22.209879+00', NULL, NULL, NULL, NULL, '20261128T172722.207833Z-0aa2b5ec-f49b-4192-8af6-901efa3a0f1f', NULL, 2282775312007804198, NULL, NULL),
	('d1c8b2b8-e516-4130-8b80-f49f8e011528', '7a17492e-be56-46af-80ef-5c434c17884e', 'reminder', 'district', 1, 1, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:27:44.278459+00', '2026-11-28 17:27:54.292288+00', 1, NULL, '2026-11-28 17:27:44.30846+00', NULL, NULL, NULL, NULL, '20261128T172744.306203Z-d1c8b2b8-e516-4130-8b80-f49f8e011528', NULL, 2282775312007804198, NULL, NULL),
	('bc02ba6c-6c04-4847-9eb4-fcaa6e0d767f', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'reminder', 'district', 1, 2, 'bundi', 'control-room', '6c663f22-1aaf-4877-9b5b-aed51337dd29', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:28:09.40034+00', '2026-11-28 17:28:19.421648+00', 1, NULL, '2026-11-28 17:28:09.437207+00', NULL, NULL, NULL, NULL, '20261128T172809.433901Z-bc02ba6c-6c04-4847-9eb4-fcaa6e0d767f', NULL, 2282775312007804198, NULL, NULL),
	('48949b36-a97f-4cc1-ba3c-ad097e681e41', 'd250b1c2-84bc-455c-933c-941fd15f889d', 'page', 'dgp', 1, 1, NULL, 'dgp-control', '0de143fe-1185-4a13-870f-22cfd5ead093', 'outbox', 'out_of_state', NULL, 'sent', '2026-11-28 17:28:12.874369+00', '2026-11-28 17:28:22.894057+00', 1, NULL, '2026-11-28 17:28:12.926978+00', NULL, NULL, NULL, NULL, '20261128T172812.912969Z-48949b36-a97f-4cc1-ba3c-ad097e681e41', NULL, 2282775312007804198, NULL, NULL),
	('3ce3e0b9-438b-4192-a164-a47263fb192b', 'd250b1c2-84bc-455c-933c-941fd15f889d', 'escalated', 'desk', 1, 1, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:28:12.874369+00', '2026-11-28 17:28:22.894208+00', 1, NULL, '2026-11-28 17:28:12.932867+00', NULL, NULL, NULL, NULL, '20261128T172812.925503Z-3ce3e0b9-438b-4192-a164-a47263fb192b', NULL, 2282775312007804198, NULL, NULL),
	('87e12657-6eba-47f4-ad33-4d6689f898d0', 'd250b1c2-84bc-455c-933c-941fd15f889d', 'escalated', 'district', 1, 1, 'chittorgarh', 'control-room', '19d4c1bd-9272-4dcd-90ae-2abd6975a950', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:28:12.874369+00', '2026-11-28 17:28:22.894196+00', 1, NULL, '2026-11-28 17:28:12.932979+00', NULL, NULL, NULL, NULL, '20261128T172812.926017Z-87e12657-6eba-47f4-ad33-4d6689f898d0', NULL, 2282775312007804198, NULL, NULL),
	('2cb423e3-20ae-42c5-9d44-da90c5d1a95e', 'd250b1c2-84bc-455c-933c-941fd15f889d', 'escalated', 'district', 1, 1, 'pratapgarh', 'control-room', 'aa7e10eb-7d88-492b-96b8-f6edda58b940', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:28:12.874369+00', '2026-11-28 17:28:22.894173+00', 1, NULL, '2026-11-28 17:28:12.933+00', NULL, NULL, NULL, NULL, '20261128T172812.919546Z-2cb423e3-20ae-42c5-9d44-da90c5d1a95e', NULL, 2282775312007804198, NULL, NULL),
	('d9c22cdf-c1fd-402f-8e7b-0d024b5039cb', '03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'reminder', 'district', 1, 2, 'jhunjhunu', 'control-room', 'be968c8b-c4a9-44ce-94be-f149105bf21d', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:28:18.288777+00', '2026-11-28 17:28:28.322037+00', 1, NULL, '2026-11-28 17:28:18.364667+00', NULL, NULL, NULL, NULL, '20261128T172818.359309Z-d9c22cdf-c1fd-402f-8e7b-0d024b5039cb', NULL, 2282775312007804198, NULL, NULL),
	('ebfc7717-3d95-4dee-9c0d-b6e27ca0034c', '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', 'desk', 'desk', 1, 2, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'held_unauthenticated', NULL, 'sent', '2026-11-28 17:28:20.192544+00', '2026-11-28 17:28:30.223939+00', 1, NULL, '2026-11-28 17:28:20.261691+00', NULL, NULL, NULL, NULL, '20261128T172820.260057Z-ebfc7717-3d95-4dee-9c0d-b6e27ca0034c', NULL, 2282775312007804198, NULL, NULL),
	('a6efb479-1512-42d4-9e64-751d9baa4d1e', '771fab90-b6d3-4d99-81f2-252422f665ce', 'page', 'dgp', 1, 1, NULL, 'dgp-control', '0de143fe-1185-4a13-870f-22cfd5ead093', 'outbox', 'location_unknown', NULL, 'sent', '2026-11-28 17:28:22.280257+00', '2026-11-28 17:28:32.356776+00', 1, NULL, '2026-11-28 17:28:22.404203+00', NULL, NULL, NULL, NULL, '20261128T172822.399510Z-a6efb479-1512-42d4-9e64-751d9baa4d1e', NULL, 2282775312007804198, NULL, NULL),
	('da46a32b-7a10-49a2-a887-5347bb3f4ad4', '771fab90-b6d3-4d99-81f2-252422f665ce', 'escalated', 'desk', 1, 1, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:28:22.280257+00', '2026-11-28 17:28:32.356923+00', 1, NULL, '2026-11-28 17:28:22.418915+00', NULL, NULL, NULL, NULL, '20261128T172822.401591Z-da46a32b-7a10-49a2-a887-5347bb3f4ad4', NULL, 2282775312007804198, NULL, NULL),
	('d5627d05-514f-484e-a5ac-150e2aaacc5d', '771fab90-b6d3-4d99-81f2-252422f665ce', 'page', 'district', 1, 1, 'bhilwara', 'control-room', 'e42c726f-5e89-4c2a-aa82-26cc05b6f8ba', 'outbox', 'location_unknown', NULL, 'sent', '2026-11-28 17:28:22.280257+00', '2026-11-28 17:28:32.356941+00', 1, NULL, '2026-11-28 17:28:22.419057+00', NULL, NULL, NULL, NULL, '20261128T172822.401665Z-d5627d05-514f-484e-a5ac-150e2aaacc5d', NULL, 2282775312007804198, NULL, NULL),
	('5d7e7769-6c8e-462b-b0a1-f986755738e3', '771fab90-b6d3-4d99-81f2-252422f665ce', 'page', 'district', 1, 1, 'jaipur-rural', 'control-room', '8e644834-c8e7-4e9f-a495-d89ab96a4dec', 'outbox', 'location_unknown', NULL, 'sent', '2026-11-28 17:28:22.280257+00', '2026-11-28 17:28:32.356951+00', 1, NULL, '2026-11-28 17:28:22.419075+00', NULL, NULL, NULL, NULL, '20261128T172822.400840Z-5d7e7769-6c8e-462b-b0a1-f986755738e3', NULL, 2282775312007804198, NULL, NULL),
	('64c3a09d-d3af-40fb-9718-cba2db2bbd11', '7a17492e-be56-46af-80ef-5c434c17884e', 'reminder', 'district', 1, 2, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:28:44.409204+00', '2026-11-28 17:28:54.433789+00', 1, NULL, '2026-11-28 17:28:44.468402+00', NULL, NULL, NULL, NULL, '20261128T172844.463715Z-64c3a09d-d3af-40fb-9718-cba2db2bbd11', NULL, 2282775312007804198, NULL, NULL),
	('2cdb104b-5c71-4766-b7f5-83b73d0eb206', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'escalated', 'district', 1, 1, 'kotputli-behror', 'control-room', 'a08ad681-699b-446d-bac3-f14821f9c192', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:29:09.425313+00', '2026-11-28 17:29:19.464957+00', 1, NULL, '2026-11-28 17:29:09.502319+00', NULL, NULL, NULL, NULL, '20261128T172909.499986Z-2cdb104b-5c71-4766-b7f5-83b73d0eb206', NULL, 2282775312007804198, NULL, NULL),
	('cd8aefc9-9f63-4f54-8aec-69ade4ea2fe7', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'escalated', 'district', 1, 1, 'bundi', 'control-room', '6c663f22-1aaf-4877-9b5b-aed51337dd29', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:29:09.425313+00', '2026-11-28 17:29:19.464978+00', 1, NULL, '2026-11-28 17:29:09.502452+00', NULL, NULL, NULL, NULL, '20261128T172909.500481Z-cd8aefc9-9f63-4f54-8aec-69ade4ea2fe7', NULL, 2282775312007804198, NULL, NULL),
	('09dec0dc-81c9-4286-bc5b-51b71b513b59', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', 'page', 'sp', 1, 1, 'bundi', 'sp-office', 'b7bae195-6f46-4d2b-9647-29b598cd52c2', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:29:09.425313+00', '2026-11-28 17:29:19.464839+00', 1, NULL, '2026-11-28 17:29:09.510371+00', NULL, NULL, NULL, NULL, '20261128T172909.500151Z-09dec0dc-81c9-4286-bc5b-51b71b513b59', NULL, 2282775312007804198, NULL, NULL),
	('5496413b-caee-4f65-8d77-e9fc192408ab', 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', 'reminder', 'district', 1, 1, 'jalore', 'control-room', '027952e6-45fc-4860-a092-0f1aaecc2e3d', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:29:14.65829+00', '2026-11-28 17:29:24.67099+00', 1, NULL, '2026-11-28 17:29:14.683491+00', NULL, NULL, NULL, NULL, '20261128T172914.681185Z-5496413b-caee-4f65-8d77-e9fc192408ab', NULL, 2282775312007804198, NULL, NULL),
	('05544b39-df30-4058-ab94-9f369e7220c6', '03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'page', 'sp', 1, 1, 'jhunjhunu', 'sp-office', '2ff7ef69-b65f-433d-a20a-29c9472832f9', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:29:18.291231+00', '2026-11-28 17:29:28.3103+00', 1, NULL, '2026-11-28 17:29:18.322072+00', NULL, NULL, NULL, NULL, '20261128T172918.320064Z-05544b39-df30-4058-ab94-9f369e7220c6', NULL, 2282775312007804198, NULL, NULL),
	('b223fe96-06c7-4cc4-938b-e433b567088e', '03e36e1d-e59c-4463-b2ea-cb73c08659dc', 'escalated', 'district', 1, 1, 'jhunjhunu', 'control-room', 'be968c8b-c4a9-44ce-94be-f149105bf21d', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:29:18.291231+00', '2026-11-28 17:29:28.310435+00', 1, NULL, '2026-11-28 17:29:18.322184+00', NULL, NULL, NULL, NULL, '20261128T172918.320251Z-b223fe96-06c7-4cc4-938b-e433b567088e', NULL, 2282775312007804198, NULL, NULL),
	('38c4ac6b-1741-4d19-8597-4a514496a1fd', '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', 'desk', 'desk', 1, 3, NULL, 'abhay-desk', '8b208ed8-528d-4566-8e8f-80b59e178fd9', 'outbox', 'held_unauthenticated', NULL, 'sent', '2026-11-28 17:29:20.199286+00', '2026-11-28 17:29:30.212452+00', 1, NULL, '2026-11-28 17:29:20.22815+00', NULL, NULL, NULL, NULL, '20261128T172920.226310Z-38c4ac6b-1741-4d19-8597-4a514496a1fd', NULL, 2282775312007804198, NULL, NULL);
INSERT INTO public.notification VALUES
	('b6ff0b84-9359-4e7c-ac72-a695d66b513e', '7a17492e-be56-46af-80ef-5c434c17884e', 'escalated', 'district', 1, 1, 'kota-city', 'control-room', '7a15bcc4-25f8-4b32-ba1c-5d4a30e1443a', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:29:44.277544+00', '2026-11-28 17:29:54.291835+00', 1, NULL, '2026-11-28 17:29:44.304375+00', NULL, NULL, NULL, NULL, '20261128T172944.302770Z-b6ff0b84-9359-4e7c-ac72-a695d66b513e', NULL, 2282775312007804198, NULL, NULL),
	('78cb3804-cfca-4048-a1c1-a0e2c9712d9b', '7a17492e-be56-46af-80ef-5c434c17884e', 'page', 'sp', 1, 1, 'kota-city', 'sp-office', 'fa012396-fdd6-4256-ad88-86cf973a006e', 'outbox', 'new_alert', NULL, 'sent', '2026-11-28 17:29:44.277544+00', '2026-11-28 17:29:54.291709+00', 1, NULL, '2026-11-28 17:29:44.304488+00', NULL, NULL, NULL, NULL, '20261128T172944.303255Z-78cb3804-cfca-4048-a1c1-a0e2c9712d9b', NULL, 2282775312007804198, NULL, NULL);

INSERT INTO public.police_unit VALUES
	('ajmer', 'ajmer', 'Ajmer Police', 'अजमेर पुलिस', 'district'),
	('bhilwara', 'bhilwara', 'Bhilwara Police', 'भीलवाड़ा पुलिस', 'district'),
	('tonk', 'tonk', 'Tonk Police', 'टोंक पुलिस', 'district'),
	('beawar', 'beawar', 'Beawar Police', 'ब्यावर पुलिस', 'district'),
	('nagaur', 'nagaur', 'Nagaur Police', 'नागौर पुलिस', 'district'),
	('didwana-kuchaman', 'didwana-kuchaman', 'Didwana-Kuchaman Police', 'डीडवाना-कुचामन पुलिस', 'district'),
	('bharatpur', 'bharatpur', 'Bharatpur Police', 'भरतपुर पुलिस', 'district'),
	('dholpur', 'dholpur', 'Dholpur Police', 'धौलपुर पुलिस', 'district'),
	('karauli', 'karauli', 'Karauli Police', 'करौली पुलिस', 'district'),
	('deeg', 'deeg', 'Deeg Police', 'डीग पुलिस', 'district'),
	('sawai-madhopur', 'sawai-madhopur', 'Sawai Madhopur Police', 'सवाई माधोपुर पुलिस', 'district'),
	('bikaner', 'bikaner', 'Bikaner Police', 'बीकानेर पुलिस', 'district'),
	('sri-ganganagar', 'sri-ganganagar', 'Sri Ganganagar Police', 'श्रीगंगानगर पुलिस', 'district'),
	('hanumangarh', 'hanumangarh', 'Hanumangarh Police', 'हनुमानगढ़ पुलिस', 'district'),
	('churu', 'churu', 'Churu Police', 'चूरू पुलिस', 'district'),
	('udaipur', 'udaipur', 'Udaipur Police', 'उदयपुर पुलिस', 'district'),
	('chittorgarh', 'chittorgarh', 'Chittorgarh Police', 'चित्तौड़गढ़ पुलिस', 'district'),
	('rajsamand', 'rajsamand', 'Rajsamand Police', 'राजसमंद पुलिस', 'district'),
	('pratapgarh', 'pratapgarh', 'Pratapgarh Police', 'प्रतापगढ़ पुलिस', 'district'),
	('dungarpur', 'dungarpur', 'Dungarpur Police', 'डूंगरपुर पुलिस', 'district'),
	('banswara', 'banswara', 'Banswara Police', 'बांसवाड़ा पुलिस', 'district'),
	('salumbar', 'salumbar', 'Salumbar Police', 'सलूंबर पुलिस', 'district'),
	('kota-city', 'kota', 'Kota City Police', 'कोटा शहर पुलिस', 'district'),
	('kota-rural', 'kota', 'Kota Rural Police', 'कोटा ग्रामीण पुलिस', 'district'),
	('bundi', 'bundi', 'Bundi Police', 'बूंदी पुलिस', 'district'),
	('baran', 'baran', 'Baran Police', 'बारां पुलिस', 'district'),
	('jhalawar', 'jhalawar', 'Jhalawar Police', 'झालावाड़ पुलिस', 'district'),
	('jaipur-rural', 'jaipur', 'Jaipur Rural Police', 'जयपुर ग्रामीण पुलिस', 'district'),
	('alwar', 'alwar', 'Alwar Police', 'अलवर पुलिस', 'district'),
	('bhiwadi', 'khairthal-tijara', 'Bhiwadi Police', 'भिवाड़ी पुलिस', 'district'),
	('khairthal-tijara', 'khairthal-tijara', 'Khairthal-Tijara Police', 'खैरथल-तिजारा पुलिस', 'district'),
	('kotputli-behror', 'kotputli-behror', 'Kotputli-Behror Police', 'कोटपूतली-बहरोड़ पुलिस', 'district'),
	('dausa', 'dausa', 'Dausa Police', 'दौसा पुलिस', 'district'),
	('sikar', 'sikar', 'Sikar Police', 'सीकर पुलिस', 'district'),
	('jhunjhunu', 'jhunjhunu', 'Jhunjhunu Police', 'झुंझुनूं पुलिस', 'district'),
	('jodhpur-rural', 'jodhpur', 'Jodhpur Rural Police', 'जोधपुर ग्रामीण पुलिस', 'district'),
	('phalodi', 'phalodi', 'Phalodi Police', 'फलौदी पुलिस', 'district'),
	('jaisalmer', 'jaisalmer', 'Jaisalmer Police', 'जैसलमेर पुलिस', 'district'),
	('barmer', 'barmer', 'Barmer Police', 'बाड़मेर पुलिस', 'district'),
	('balotra', 'balotra', 'Balotra Police', 'बालोतरा पुलिस', 'district'),
	('jalore', 'jalore', 'Jalore Police', 'जालोर पुलिस', 'district'),
	('sirohi', 'sirohi', 'Sirohi Police', 'सिरोही पुलिस', 'district'),
	('pali', 'pali', 'Pali Police', 'पाली पुलिस', 'district'),
	('jaipur-east', 'jaipur', 'Jaipur East (Commissionerate)', 'जयपुर पूर्व (आयुक्तालय)', 'commissionerate_zone'),
	('jaipur-west', 'jaipur', 'Jaipur West (Commissionerate)', 'जयपुर पश्चिम (आयुक्तालय)', 'commissionerate_zone'),
	('jaipur-north', 'jaipur', 'Jaipur North (Commissionerate)', 'जयपुर उत्तर (आयुक्तालय)', 'commissionerate_zone'),
	('jaipur-south', 'jaipur', 'Jaipur South (Commissionerate)', 'जयपुर दक्षिण (आयुक्तालय)', 'commissionerate_zone'),
	('jodhpur-east', 'jodhpur', 'Jodhpur East (Commissionerate)', 'जोधपुर पूर्व (आयुक्तालय)', 'commissionerate_zone'),
	('jodhpur-west', 'jodhpur', 'Jodhpur West (Commissionerate)', 'जोधपुर पश्चिम (आयुक्तालय)', 'commissionerate_zone'),
	('grp-ajmer', 'ajmer', 'GRP Ajmer', 'जीआरपी अजमेर', 'railway');
INSERT INTO public.police_unit VALUES
	('grp-jodhpur', 'jodhpur', 'GRP Jodhpur', 'जीआरपी जोधपुर', 'railway'),
	('jaipur-commissionerate', 'jaipur', 'Jaipur Police Commissionerate', 'जयपुर पुलिस आयुक्तालय', 'commissionerate'),
	('jodhpur-commissionerate', 'jodhpur', 'Jodhpur Police Commissionerate', 'जोधपुर पुलिस आयुक्तालय', 'commissionerate');

INSERT INTO public.policy_version VALUES
	(1, '{"rung": {"sp": {"label": "SP", "posts": ["sp-office"], "scope": "unit"}, "dgp": {"label": "DGP", "posts": ["dgp-control"], "scope": "state"}, "desk": {"label": "Desk", "posts": ["abhay-desk"], "scope": "state"}, "district": {"label": "District", "posts": ["control-room"], "scope": "unit"}}, "unit": {}, "severity": {"high": {"desk": {"then": "dgp", "wait": 300, "remind": 120}, "ladder": [{"rung": "district", "wait": 600, "remind": 180}, {"rung": "sp", "wait": 600, "remind": 180}, {"rung": "dgp", "wait": 900, "remind": 300}], "repeat": 3, "milestones": {"closed": 172800, "reached": 2400, "dispatched": 600, "handed_over": 1800, "family_informed": 7200}}, "concern": {"desk": {"then": "dgp", "wait": 900, "remind": 300}, "ladder": [{"rung": "district", "wait": 1800, "remind": 600}, {"rung": "sp", "wait": 1800, "remind": 600}, {"rung": "dgp", "wait": 3600, "remind": 900}], "repeat": 2, "milestones": {"closed": 604800, "reached": 14400, "dispatched": 3600, "handed_over": 7200, "family_informed": 28800}}, "imminent": {"desk": {"then": "dgp", "wait": 120, "remind": 60}, "ladder": [{"rung": "district", "wait": 180, "remind": 60}, {"rung": "sp", "wait": 300, "remind": 120}, {"rung": "dgp", "wait": 600, "remind": 300}], "repeat": 3, "milestones": {"closed": 86400, "reached": 1200, "dispatched": 300, "handed_over": 900, "family_informed": 3600}}}}', '2026-11-28 17:25:32.954752+00', 'seed');

INSERT INTO public.post VALUES
	('control-room', 'unit', 'Control room', 'नियंत्रण कक्ष'),
	('sp-office', 'unit', 'SP / DCP office', 'पुलिस अधीक्षक / उपायुक्त कार्यालय'),
	('dgp-control', 'state', 'DGP control room', 'पुलिस महानिदेशक नियंत्रण कक्ष'),
	('abhay-desk', 'state', 'Abhay desk', 'अभय कमांड सेंटर डेस्क');

INSERT INTO public.subject VALUES
	('092484d4-0214-4d93-a9b3-14f428283142', '894d880c-56a0-4be8-870c-d2c279f7350b', '\x674141414141427243773676514c52485833433669414b37396f39775450396555497a36694d55445170374c476e5a4c5168356b514f486e4745577344694b47615241636d50725a557166464f7830712d6138713136427a55304c7037306a445258497a6f717461474e56716654614971624534686532656549555535436f392d38777744494659634a3363614b5852736c354264397a65475261676c574c5a6c5534494a4255457445654a364d6e4f5f69784f69794b6d55654362654b6b4365336d69486f57766d4659746e563331714969753171394b64717170764952525236516e743377305a55694378496f786f4f5730544150664f44413673635170314e38792d3974384f4b4937376455757a4c6b4a4c55306f65344737757057536548755a786e323079637748486e3030674b523745695f7265674f474f794c64716a353144633971434a7678617872447966564f756a2d31394156684355775975396563646a5a545a567066726243585448646a555479426655756e5730626d506c3839657a5a643138587a4a495773493661632d4236305a385f556f7946586956304b4a6331316b57396f7444366f6541516776392d7a654930426f5153437a5163774e4738366a4f386d5a746c647446394f334e6b486c65455a4e79732d487a5165627831782d4748756355525261554e5876616c366c4b616a4d4e55725f4b773550304b6d4b49554b307475666464324b6c4632326c643864713162776337454648784a624976314d59726c553573584c3334446974706d6b426a3649534b54687a675a7a62462d5a703345502d705651474a545f4551304a5a43635469454f443770674e52664548696c764a694633547859616b5f38546a775532507a6f7951446430384d67797a575768726e6f35415f5a46455147326f74334f30703777663843686c6f6d68302d65446b6d51477744463857683955787768706f74326c7850433865784f533764356d544471774954542d572d55675f526754574d6f42346851704c5a4c6e574d6b5a7948515f722d43344c55736b5a524c30755645505f76693536782d566971746c624365336c39734a44487130455f7568572d7a445958554c7a6e2d4d374269426d56344c57642d482d5765694d4c4d2d47504e554d376c4e694157616550716b37343674366734686a66534f44686f3465424d4a7a4f754354714575313153766368754f736e647143444872347665727a426642445a5f62554e334e574978667633682d2d767a41395a47706f75796e7a7033764761683151655f33774f6b59486d3849436b315a6c6536616c2d654f49764e555a535866685a6647614247667133324a554565435656684941475f444c4231576752646163564967505246694830506c63345a68304631616930694242337974564b364936585456535561676763395f695a3769414d4d6e634a5a3549635873444d4c7037446a5456356259385a5f2d793252773d'),
	('3945a253-4ac0-4c3f-8f54-fcc28ad88b1b', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '\x67414141414142724377367855597246564248717057454444644d7273636974766c524230685a41796e586279476a70677a357241576d5966557461744d6f776b4a415073337450313078484c43555973547571734b3245514956735648514e304f634d71423065714a54324348506b6338376350634d6c53646758695f59493758557344713165305a34704e4a6451565f677947546a4949584665534734716b687a66356939476e41535a385435426c6e534137436a483272575f5a6f71554657696745376e7353394f59756b4c785941317946326b724442315276584167636b344a3037555553524a373638655673714e6d666666354c6d4d424642697a734268614933416730714b6f5264656f6341354338443338793874756c6a6b735f49304730357a6547595a574274546c343045644353547068447a6b59734a38335346394e78566f5337344149315636476b76336451457670333751476d666c4a534f4d3477614c6232534c54463163524846676a764f56504754326a647064597a3656476d676e4b4f426a655973347479564665414842796b4a68624d755948374d4d4a475758702d79534c53364930774243313463486c37793550767a6c7650674a45785444656655436343655f4e6543334a684e6579636c4c724c677a37497a6a6c734b5f6e4d5a67794a4c75496b7278694b784466387a5942413361494f52664f47457435754f4170586d69435044414d47354f757469746459504b5f676b73594a48325055345f754a386d76334c646d507279386e3452534131506a63707279497a784f6a42444e575858657563643876436a79676a6a2d4c59477a30754e4f552d4c77347546534b616f632d7876746339624c2d677a4b3954734369625a6449574f4c4e4551686270465a6c4f39565f4c364e62377143685254567654676e6e335a4163336f63345541674f3956586c4d6a3356736a4d38353536356b71324e475f546869563730586f75364c6c58444f476f4a6c463736465054594641534c4e58484853454169474455544b59756e4d36486955636e44757962596a35426a5057443666554c786b5a7668454354584d37596648745f496e4167486d424e65475f5a6f6b456869767668703633716b593d'),
	('13453ad2-16cd-4a08-8b92-58ffd73a7815', '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '\x6741414141414272437736794f4c397575376174764a634367324148456c637250396b316c507a432d46702d5f5f75534b4f345f534b65392d5756434f3346513231746570346b3653784576327a734e52506351714478514a527165584449767a4664676568315047323561784341566f61472d6356517155434144324c524a654d776447414f5334477a6d41686a677941347444584759306f2d6c44386d456a75684157627842566a743262436f344f4c6b5f43753231424738685664684138426c5950335535514f367239316d654b6c3550494f37496a6162303634305541434f73784e5733474370324e336d556151384a4f31694169683638775030524d7a2d7441746e36335a49725f464a7344315435716b6b765f41477676524959636175514d636f5544377a55426c4d69487947734d396947456154734c577a4f6c77486567556f337248435762724b584f7a6b5662306a597235464e764f6149416d5243307a6e6b4742787a48774a3178786364715053763449417a42635953354a6131776847545274705f4f6a7a4458354c4959796d444a6d7972417150523031303671447034506a67316e64516653593055517a30765459484d4c564b4a5366685f68366f336d365f4a422d37387059365f6958616c4c4a736a4e5a62415435786b79715f714d4a2d6c5170695267736d724e6a6e6e4845364734767a533954626a6f57664851765279326f6d4539586c2d384871354830646b6c425671676b62305a3265534f69434355574e737a78636f565752707155695049456f4e65417a54596b2d6e2d43324d322d52326b6151554f6647766757314b63646a464d59745a474a696675494a6a31585f34673467646e5034376650394d6d56724556667a6e7044614f326232715a425765664677544e3534475130684564483970746b504e5264374c786257517a346a4f6b506e4b714b6d712d30777332697832727849714177764d574b4145793477576635556175624e45732d4b5974627051645041636b387432356272655f70536952733251414b6d794c5a2d2d68775953415a504538662d30637a4c423055556551624c367138745837596843723933796c4d54636c764e6555775147536a2d754f774353506a39776976654676654176583571785f6638344c4277304c4a6c516b63357539734375744e556d3371594375773d3d'),
	('a35b60ce-83c8-443b-be29-ac5d150e5770', 'd250b1c2-84bc-455c-933c-941fd15f889d', '\x6741414141414272437736304f746f36383742455143774d53496636433234574139764261716373705f30734751777065346c2d32655251586a7a7054567a335171334344665944794168694d6b355674783959714f4c6b3554667851584343744a74303177432d677a5244616e373364425961446b6c6274666d624f637a527a6533513250466a6f5a774b4d6953424c356165394c697a4364396d2d697a68596d762d77413764596f334f31514274774a616341326864792d393850614c6f49547459794f3947617a4d78586445434d7a6472515357636b4c5436514f36694d7438647a387a554c6756334357326833564d594359506d644e33634b61364471644452535151714b737a6f633034414e7a3258464a495743336f456478797a74745055674731714b3236446f6141707330765562357761517a326a6f4456303974454530626669597149656873366146335f37733474487759616b7533595277304c48577a764368344d3637666539573166492d4c4c6830553061687359424a366673466665533432345446683949565366473247384868326262484a4d5f325871474630566f6c35784b344f674145537749687362504a636c336e56394f2d31714344764f384c6b4f4d4a6368586c4c45686a4a304b535f6f3144343067434170534a533659566f5659755335464165766c46444173427936353663744d30375756466c55415238586e397562546e35785335306f3755776968436d686579354b786733505f306a304a42534e776c69305f756a6d48503161416643725364737046596c736d7239344d384877424d457239374539325837766570473079314549657974645731626378412d5042436663436b74797855574d5871464757636d48367930585441437333617553733951654630392d727777724d74496254413673476d58734b68364d6348774b356666366859716b4656366876475767614f51615072367052764d53524f7063303071686e466b763559446752477271727045457571476539537433386b7a79554e62434a4c4845314c6a2d4b37665942656430506d556658347a496761436a3154727448365672556e437a43623368632d4c57636a65394f5775584774325f3379346935596b693338494b50685450367a41387456684447535a59336577477677644379367264517464556f66454e7848413d3d'),
	('beb50fe8-10f1-4ef1-83e7-05d9e132ebc9', 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', '\x674141414141427243773632415249324274625437453364624d78687a506a516930746367647255435774466d596758314962454f387171336770494c7661653146794177363977656633773853555470614366476e654650717576436b46707046475a487073516952496f39722d564c3066565a7930706154667550636f745f306d675232544d6776466a76356467357255324c71586a2d4c4e5a5670516e51324855616956515434795a7953444f4d3955357843536c755a344c463151686d5352656535644e6d31744870615338456930376c78734d354a42306f784a716a654563472d4a42786d614c6d3357784e43587165665272586b51437875505a63326f6549784477437954786448336544794e35585667527a4354324e3046684e683279586d76566850316c436a514e41345039584273694a524f2d646c6d637a32683779395f525a6654454e2d685a2d4d59336d5856543668784a44506159776d457458645654566b4163616a5a6154796434463958435f6645394f653158654c6f7756514b30525f79746575384c754949484d59376c564a69543638345f77444954644449554b464345324975796d525477674d4b4f766d693439654b6132774e7a4f59647258666d5277563454645a324f694d3956785f5a6a5264744c53595443584d415f56554a4f73445767475148476f626e755062564235396268797643786d5648784a66493350574d357a4c324b6c45384f58396d4350636b4977784a7447487833366d5441546b4736364239764d716a75516e6c554f69595777644e786a4d444d45786b4354764b4e574d4736586d315946785257554b5644375865345f6b5275636e775054787136687567706674383d'),
	('b8115e47-c1b2-4b6a-9e72-a73092c554ee', '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '\x674141414141427243773636506c582d6567446934334d3353346f445661436e3165566e412d73364235424234427163795475424b724d5057624b55634a2d7836553247534835325272682d5a795a45436e34547a53652d346555664e584d474567737a4a54635f76707170614a394b617a7263586e59542d79682d6f55523843454769594647306a4e71324e5f53567753694d477071594b4c64342d6f6f4f705547727556307157775653716568743533504a6e4b664a53537a64325a534966692d31584d54573575634a5f564267445877316a686e546e795355474437345852464a3867653956437a4c474636306d6b73476b6f706e6b3746703654417464536234656c7645595f63356f7764584c4b6d4b76522d595a6131576c3675675f365658387475646131745a56664b54544a55734363584671325467563668757156476e57586545507039776871414c437543572d71517476426364312d4a5f365f6532576d41566b2d6b797a57624e73734a63356639534154657a544d48507538563773706953396d334e69797444504c634b7a5966784459674e4269454a6f73482d304769306752704b5f785738614f7738724d5766704b5264516d7474434d32694169716b725a7034624365585a6f534e386d7857564d4b357179436b357662684c6439574359575a79384a6c5258617a7931704e59456d775555504758496a7354766d374a7375774c494346636b43335a5570356257336979635464735a5578695a586b623969796d55323763324e3241506b3973694f34444c59416f4652635f75466b5f5248324e58585966737447466c526538623967635f6242683168796b434648446a724879706f57385f5762374f31527039453554375f5f43624b694e72535464595971784f774b43587a6366416b44596f6438454a46534831465a7269592d483268597548782d45482d714151772d6652786f5334565441587a4a483372614e6830545f30566c414574355f4a66727479594a563867334948684e746b515a7064503572336e65386c43555746466f7451534e4255366773477842303370734d63486f326c73662d3868646530635a6d63745a2d32346c596e6e74655f48316f474f654b474d51656954662d73367a645273635f6d64556c326e734e7a635a30797849'),
	('13b93020-5351-422a-8540-c7bbf4c7f186', '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '\x674141414141427243773638716148447378466a4b336c6469646f36716233575f5656523852307338374f38424d677276635a2d79395f326749366d76687053516a4874316666616531695a336c3666436a4d506c2d4a76595a39563739624c764567575230624e345662767973536e4f32367756455f4a78324d78474d7375454634545f7a59397158674a6365784132446454785f4b346f3234593568714f5f327041686b536d766d6c707674376c73445a714443744d7a5f49466162464b784931426655735a504741583275736e316b4b7350337a323453376e794a705a6a635f4647624d6f68756c796c6e4275396d45554b307966535076736b4945517878686363487045376f397066614952785f43644c42504d6d6f54393764726430643463566d65586f694f4235446475466b694f724c373254584650416e516b69346753595f366b32366f417972493933377168653475306b5357685f2d67767757713953344e475a6354334d79314b4d314969415a7969746573765677424f617563516a63546e782d426156316b6e41463449443564304c624856485a344f4551417647546a58793739676532476a5835725f6359356b585374443156687a46544d6d65555157746b784167486d4e513045335a323857585a4852436e5f584c7437416f7431467444703979786b75447a4e47365163342d4d663671414e6d5236446f32564d5465455635644137504e4d614e716b5741786163783141306364656144716b327a5555616855435f61386e6436426d5f41584d424f5f6c694c734e33676d7154315a6c7539'),
	('4199936d-5443-4d00-88f6-1a738baa9c99', '771fab90-b6d3-4d99-81f2-252422f665ce', '\x67414141414142724377362d424a67787343336f43554b69474976483567677365544176326369467255726f46577369517144767844356b2d344359424447336e79627a6837544652484e31306f47425a4653763570685a6f714e626a756f4f71567861466949435979563951397174357242455f4a34594243653947493432597256524b6d776f335443793745597a496c4d64596a4b2d66485048502d304e374f774134554561536943317a344249427237446a4c7a4d47554c4546716f4c784d717a5277424b307146504943784d32776f3054576a4b6a7352356c494f723546566f7357774e68305139426e5f666765456a594779676b474e58397738764a317836575a5a757a6934637532553433587a414971466c5a5f6976694f4c38507942324c50577a6c5672412d736d325f43527a624851456f73793333547534787258504b6c4e5f557a6375705a45493437756d587743692d7247724a467437566f3556536b3676445a6d79536338733864525f4f39524638523368576c71774a3035347058533648796b4e6561346b4b657167547a5f3744584f6a4e514f4358716e5979766d786d71506f78533833386e634f304d71565a6b4f4a466b766365477742676a4b493244565036654949495f574d4834474c584a75506163554b3364417835394e4866483973776344343977685967345a696946416b473778396671796456527a787070736139767754785341443052427658785034314e356c736862766a4b334d63564e314c5769706e5f624f44734273334661786664696672546c46514f6a704c556861674f53683177614c5365686c7776744130346f3061517342754d727a4a64326a436f6533586956436d6948425a395269367a626162704a773855324545304f3737376d7a31737862577845674a375144774f4f5533773d3d'),
	('3b72caf4-952d-4f77-bf8f-fc7cf0c3dc5f', '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '\x67414141414142724377375146586f6c686834776d666a426e47585849774863335f4a356a636d416c755744507a4d514d43747630524a5f784f5859787564484b365a6f56696a473173616d4d4e456d48614e6b514733374c4232466e595939565f4b2d744a626c6373585330614e315f4731796270707133543052696d786854794c732d474675435352316b4e32342d6d6f7a32336b3379676d674f653964724267614d774f73467a5673624463564c7542795779725f42512d5f4463567a7353316a6a594f6a7a6449474f4b746131594b35774757312d555f687967374930544d6171565f43513155514e5f436649684d354f586d3130507279494e41574f4d3630344553766a645f3264646e506c2d6d5a3858625473415a615055756c7647432d6436433870687363314c6e735657506f345f325167573963625363486147696f5a4f32795a3849784f7564577968597a55796f46696179716e39725968534678457a54624448584e5a42304561797a5863356e5a37564b70666a5678454776564c77715f72794d4d77763365497a7a7a6e666c73394e75566d4e43426a576954374174525a42496f444f6f6a586c5a764b77596d46397262327053386a4d4e635f5f367476466e4f376359786b4f355931304a6d493042324364433362564d74495730354c51507762676b2d2d4f6e694a75364a59477a46696450434438335a70693149303666414538386e465848574567306935565069394b43444643585a50626a364b7233764753586a68374937625f655959515a6a45776d6c6b626c3846414b52305938576458727a52774157514e31374f656a3631786f437a35666c63586f44564e72497639586c69535f74325f44746a4344677278617472785f664c4c6b74376c4135344f546c384344454d584c636466324d4d4a64315753594866715034475769373563356f4f4e4f6237433378704e6e634c7857492d6854795f5a515377446130'),
	('2610cce3-b838-4aa9-afef-4a6735291869', '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '\x6741414141414272437737446351597374504d556c4945756f3765395572314b476c53316a545234754f772d50554365576433614f4b2d4f35626e77694a7a3362694d33415f6a5859744f66466b695a315368317354667a71452d483952527a326138706f45525933363945727155656f504930663248786e3473526d78545737367a63716f31326e67386c6d4e702d4f2d7a37334977326f70424c77327a6d4763374e354b347367424930672d5f35616d3039664668564156774c6e563864467762544c644356493355414848744c4f77356c7578584437347568375167524c4b675f2d494675424f6338516e52564c6e714b304754564170596a55657374614656596659435542414a4d364878536e46655a4b54314253557465793850666a307344616f5547594d746564436f49746f455075696b4775394930674d65526a5f4456504343512d6f6461414e434a75354938516d637276334f644662304674697464735550523030565437677937325176455869456463322d4c467a6c4c414f6e424a366533305359495f6f4b4c4f5a4a6c4f3868634537594c39754541697444756f2d505255654b65796e3250366d4e35454b41627a4334696d72416a56574d74374d6245565a5279414d704754383663756234547842454f5269307842596f3278314377797331792d485a535a424a436e717a6677617168383967324c7645365a4378586c4a6170595931562d635577703777384f693175775463376f39632d456330317161677749545337716e465356775030766a38396e4a6b3947356f5861444448706e66703465565f3437336e433053735136687562514b5a63463562706469364673586c796f56384a424b4f4544705141627667455f5a454e3141676f366e70315f6a47624f4254755f384a71446f566f6b437a47764c6e4f73566651733633746355366a706467526c525853466742623473717552546b64797a786553327776453033526e646662354e363870656b54427358696a6461355155727031655a663138426d5f735f527177484a50773d'),
	('b28e60fd-28b2-4c6f-b5ba-ad8a361c958f', '7a17492e-be56-46af-80ef-5c434c17884e', '\x674141414141427243773634565f743050486872594a63556c5743706e5670474f514e4e4f38514f47716d57514676516f50386b5f614e67534a4238514d344f6936677439326279576938506c6c44797846492d7577636432456c65704c4f7a51416877656b685566756f64424462324c34775952594844394e59454f70365f3065376f4d79335f6a4b4c4f78762d3674315f78475530667a5633516553476b3239625771625270797a44356f5052564f73773154526172352d594763535967442d706354374d4d5a3256744f56566e747a58364a506469347a75564939416b345f55356e736942334e674a7a41757a74426f5433524e315679332d426847746d6364345354506b7756715a49663345467a5a30642d7873686c6b454464314650396d734879494a394135587743784534794a53596852387844726c70625a5277305a464d6d734c6f314f787a596a7470416a514e41335a6e634972393174314172664369417a5f494d766530456c6c72514c7372616f346e4f6e59416c51705459486e72336e4b41455a364976615456326d6536756d416c516d49775255547572676450394f4a32414d6a646a4e366a6d506e59784b70594a3979622d576c55626b4869477a4e446e5f6d71792d426861317267785f4b7764445564764244722d624d53743530667a4a795039643343764148565a69435f72584d49335a634b415a455a37744270695f6479505f6d7069546e4e393849436c78687879644c5165356b3435794356336365796b415967663552494b396e6b746a475753486c4638614630463561436f54696f786a6d41594241437931533139667a4d6b645066786b2d6a5464682d4a756639676938376a32656b347a5268695a5644794d5845397451484646396d6c76594b4157513658786678474c314732744b696d49476a67787664364c56356f4976352d594e713844696d6d306d69474b3753754b546479725f305f6b354256473445593253424f58736a64666a355a483778625156547a3155797455307a65326b6f47597a374e6b6844515730733371624c4a304472487546314f5f466c51747139306e67693849664666685f686b4d344d595f7644683331375338306b7832704d7a4947366f754e4e316f6e5a70532d6352366253566e312d36314b4c724d596b47596a34766e65497a6746544a754e314b4a64715f376e367971304b4c386359665167316e66304530303d');

INSERT INTO public.timeline VALUES
	(1, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:07.486895+00', 'received', NULL, 'meta', '{"trust": "verified", "source": "meta", "channel": "webhook", "readable": true}'),
	(2, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:07.792806+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "resolved", "units": ["kota-city"], "district": "kota", "confidence": 0.985}'),
	(3, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:07.825561+00', 'rung_entered', 'district', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:29:07.825561Z"}'),
	(4, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:07.825561+00', 'paged', 'district', 'flow', '{"told": ["kota-city/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(5, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:26:09.248797+00', 'received', NULL, 'meta', '{"trust": "verified", "source": "meta", "channel": "webhook", "readable": true}'),
	(6, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:26:09.379257+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "resolved", "units": ["kotputli-behror"], "district": "kotputli-behror", "confidence": 0.849}'),
	(7, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:26:09.391056+00', 'rung_entered', 'district', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:29:09.391056Z"}'),
	(8, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:26:09.391056+00', 'paged', 'district', 'flow', '{"told": ["kotputli-behror/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(9, '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '2026-11-28 17:26:10.97881+00', 'received', NULL, 'meta', '{"trust": "verified", "source": "meta", "channel": "webhook", "readable": true}'),
	(10, '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '2026-11-28 17:26:11.261319+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "resolved", "units": ["phalodi"], "district": "phalodi", "confidence": 0.455}'),
	(11, '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '2026-11-28 17:26:11.273078+00', 'rung_entered', 'district', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:29:11.273078Z"}'),
	(12, '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '2026-11-28 17:26:11.273078+00', 'paged', 'district', 'flow', '{"told": ["phalodi/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(13, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:26:12.736746+00', 'received', NULL, 'meta', '{"trust": "verified", "source": "meta", "channel": "webhook", "readable": true}'),
	(14, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:26:12.857159+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "out_of_state", "units": [], "confidence": 0.97}'),
	(15, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:26:12.869288+00', 'rung_entered', 'desk', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:28:12.869288Z"}'),
	(16, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:26:12.869288+00', 'paged', 'desk', 'flow', '{"told": ["state/abhay-desk/outbox"], "mover": "flow", "attempt": 1}'),
	(17, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:26:12.869288+00', 'paged', 'desk', 'flow', '{"told": ["chittorgarh/control-room/outbox", "pratapgarh/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(18, 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', '2026-11-28 17:26:14.50404+00', 'received', NULL, 'meta', '{"trust": "verified", "source": "meta", "channel": "webhook", "readable": true}'),
	(19, 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', '2026-11-28 17:26:14.638646+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "resolved", "units": ["jalore"], "district": "jalore", "confidence": 0.591}'),
	(20, 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', '2026-11-28 17:26:14.65076+00', 'rung_entered', 'district', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:36:14.650760Z"}'),
	(21, 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', '2026-11-28 17:26:14.65076+00', 'paged', 'district', 'flow', '{"told": ["jalore/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(22, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:16.313706+00', 'attached', 'district', 'meta', '{"source": "meta", "channel": "webhook", "event_kind": "alert.updated", "paged_again": 1}'),
	(23, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:16.421096+00', 'routed', 'district', 'flow', '{"mover": "flow", "state": "resolved", "units": ["kota-city"], "district": "kota", "confidence": 0.985}'),
	(24, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '2026-11-28 17:26:18.148255+00', 'received', NULL, 'cli:admin', '{"trust": "verified", "source": "meta", "channel": "mail", "readable": true}'),
	(25, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '2026-11-28 17:26:18.270221+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "resolved", "units": ["jhunjhunu"], "district": "jhunjhunu", "confidence": 0.674}'),
	(26, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '2026-11-28 17:26:18.281475+00', 'rung_entered', 'district', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:29:18.281475Z"}'),
	(27, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '2026-11-28 17:26:18.281475+00', 'paged', 'district', 'flow', '{"told": ["jhunjhunu/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(28, '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '2026-11-28 17:26:20.034493+00', 'received', NULL, 'cli:admin', '{"trust": "failed", "source": "meta", "channel": "mail", "readable": true, "unread_fields": ["authentication-results", "reply-to"]}'),
	(29, '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '2026-11-28 17:26:20.162746+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "unresolved", "units": [], "confidence": 0.5}'),
	(30, '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '2026-11-28 17:26:20.175092+00', 'rung_entered', 'desk', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:27:20.175092Z"}'),
	(31, '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '2026-11-28 17:26:20.175092+00', 'paged', 'desk', 'flow', '{"told": ["state/abhay-desk/outbox"], "mover": "flow", "attempt": 1}'),
	(32, '771fab90-b6d3-4d99-81f2-252422f665ce', '2026-11-28 17:26:22.029455+00', 'received', NULL, 'cli:admin', '{"trust": "verified", "source": "meta", "channel": "mail", "readable": true}'),
	(33, '771fab90-b6d3-4d99-81f2-252422f665ce', '2026-11-28 17:26:22.167792+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "unresolved", "units": [], "confidence": 0.0}'),
	(34, '771fab90-b6d3-4d99-81f2-252422f665ce', '2026-11-28 17:26:22.181253+00', 'rung_entered', 'desk', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:28:22.181253Z"}'),
	(35, '771fab90-b6d3-4d99-81f2-252422f665ce', '2026-11-28 17:26:22.181253+00', 'paged', 'desk', 'flow', '{"told": ["state/abhay-desk/outbox"], "mover": "flow", "attempt": 1}'),
	(36, '3f45fbef-b92a-4f5b-8539-54572d957d02', '2026-11-28 17:26:27.357079+00', 'received', NULL, 'desk-synthetic', '{"trust": "verified", "source": "phone", "channel": "phone", "readable": true}'),
	(37, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:27.395429+00', 'acknowledged', 'district', 'Control room Kota City', '{"via": "phone", "unit": "kota-city"}'),
	(38, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:27.465793+00', 'milestone', 'district', 'kota-city-room', '{"via": "api", "unit": "kota-city", "milestone": "dispatched"}'),
	(39, '3f45fbef-b92a-4f5b-8539-54572d957d02', '2026-11-28 17:26:27.497353+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "resolved", "units": ["bundi"], "district": "bundi", "confidence": 0.885}'),
	(40, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:27.508867+00', 'revealed', 'district', 'desk-synthetic', '{"role": "operator"}'),
	(41, '3f45fbef-b92a-4f5b-8539-54572d957d02', '2026-11-28 17:26:27.507301+00', 'rung_entered', 'district', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:36:27.507301Z"}'),
	(42, '3f45fbef-b92a-4f5b-8539-54572d957d02', '2026-11-28 17:26:27.507301+00', 'paged', 'district', 'flow', '{"told": ["bundi/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(43, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:26:27.536831+00', 'rerouted', 'district', 'desk-synthetic', '{"to": ["bundi"], "units": ["kotputli-behror"]}'),
	(44, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:26:27.536831+00', 'stood_down', 'district', 'abhay', '{"units": ["kotputli-behror"]}'),
	(45, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:26:27.536831+00', 'paged', 'district', 'abhay', '{"told": ["bundi/control-room/outbox"]}'),
	(46, '444dfae2-6390-4c85-bd1a-f78b5a9df5f6', '2026-11-28 17:26:27.662488+00', 'closed', 'district', 'desk-synthetic', '{"via": "api", "outcome": "safe"}'),
	(47, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:26:39.604321+00', 'revealed', 'desk', 'desk-synthetic', '{"role": "operator"}'),
	(48, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:26:39.613252+00', 'handed_over', 'desk', 'desk-synthetic', '{"state": "Madhya Pradesh", "format": "text", "number": 1}'),
	(49, '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '2026-11-28 17:26:40.664413+00', 'received', NULL, 'desk-synthetic', '{"trust": "verified", "source": "phone", "channel": "phone", "readable": true}'),
	(53, '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '2026-11-28 17:26:43.697565+00', 'rerouted', 'district', 'kota-city-room', '{"to": ["bundi"], "units": ["kota-city"], "suggest": "bundi", "not_ours": "kota-city"}');
INSERT INTO public.timeline VALUES
	(54, '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '2026-11-28 17:26:43.697565+00', 'stood_down', 'district', 'abhay', '{"units": ["kota-city"]}'),
	(55, '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '2026-11-28 17:26:43.697565+00', 'paged', 'district', 'abhay', '{"told": ["bundi/control-room/outbox"]}'),
	(50, '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '2026-11-28 17:26:40.777433+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "resolved", "units": ["kota-city"], "district": "kota", "confidence": 0.822}'),
	(51, '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '2026-11-28 17:26:40.789639+00', 'rung_entered', 'district', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:56:40.789639Z"}'),
	(52, '7085b640-e54f-49ac-ba7f-a49f4dbed9bc', '2026-11-28 17:26:40.789639+00', 'paged', 'district', 'flow', '{"told": ["kota-city/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(56, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:26:43.816785+00', 'merged', 'district', 'desk-synthetic', '{"events": ["2610cce3-b838-4aa9-afef-4a6735291869"], "merged": "RJ-2026-000009", "paged_again": 2}'),
	(57, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:26:43.816785+00', 'attached', 'district', 'desk-synthetic', '{"source": "phone", "channel": "phone", "event_kind": "merged"}'),
	(58, '3f45fbef-b92a-4f5b-8539-54572d957d02', '2026-11-28 17:26:43.815074+00', 'merged', 'district', 'desk-synthetic', '{"into": "RJ-2026-000002"}'),
	(59, '3f45fbef-b92a-4f5b-8539-54572d957d02', '2026-11-28 17:26:43.815074+00', 'closed', 'district', 'desk-synthetic', '{"outcome": "duplicate"}'),
	(60, '7a17492e-be56-46af-80ef-5c434c17884e', '2026-11-28 17:26:44.109561+00', 'received', NULL, 'desk-synthetic', '{"trust": "verified", "source": "meta", "channel": "webhook", "readable": true}'),
	(61, '894d880c-56a0-4be8-870c-d2c279f7350b', '2026-11-28 17:26:44.109561+00', 'split', 'district', 'desk-synthetic', '{"split": "RJ-2026-000011", "events": ["b28e60fd-28b2-4c6f-b5ba-ad8a361c958f"]}'),
	(62, '7a17492e-be56-46af-80ef-5c434c17884e', '2026-11-28 17:26:44.109561+00', 'split', NULL, 'desk-synthetic', '{"events": ["b28e60fd-28b2-4c6f-b5ba-ad8a361c958f"], "split_from": "RJ-2026-000001"}'),
	(64, '7a17492e-be56-46af-80ef-5c434c17884e', '2026-11-28 17:26:44.272566+00', 'rung_entered', 'district', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:29:44.272566Z"}'),
	(65, '7a17492e-be56-46af-80ef-5c434c17884e', '2026-11-28 17:26:44.272566+00', 'paged', 'district', 'flow', '{"told": ["kota-city/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(66, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:27:09.400148+00', 'reminded', 'district', 'flow', '{"told": ["bundi/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(67, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:27:12.876285+00', 'reminded', 'desk', 'flow', '{"told": ["state/abhay-desk/outbox"], "mover": "flow", "attempt": 1}'),
	(68, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '2026-11-28 17:27:18.28839+00', 'reminded', 'district', 'flow', '{"told": ["jhunjhunu/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(69, '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '2026-11-28 17:27:20.180745+00', 'reminded', 'desk', 'flow', '{"told": ["state/abhay-desk/outbox"], "mover": "flow", "attempt": 1}'),
	(63, '7a17492e-be56-46af-80ef-5c434c17884e', '2026-11-28 17:26:44.263247+00', 'routed', NULL, 'flow', '{"mover": "flow", "state": "resolved", "units": ["kota-city"], "district": "kota", "confidence": 0.97}'),
	(70, '771fab90-b6d3-4d99-81f2-252422f665ce', '2026-11-28 17:27:22.186993+00', 'reminded', 'desk', 'flow', '{"told": ["state/abhay-desk/outbox"], "mover": "flow", "attempt": 1}'),
	(71, '7a17492e-be56-46af-80ef-5c434c17884e', '2026-11-28 17:27:44.278459+00', 'reminded', 'district', 'flow', '{"told": ["kota-city/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(72, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:28:09.40034+00', 'reminded', 'district', 'flow', '{"told": ["bundi/control-room/outbox"], "mover": "flow", "attempt": 2}'),
	(73, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:28:12.874369+00', 'rung_entered', 'dgp', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:38:12.874369Z"}'),
	(74, 'd250b1c2-84bc-455c-933c-941fd15f889d', '2026-11-28 17:28:12.874369+00', 'paged', 'dgp', 'flow', '{"told": ["state/dgp-control/outbox"], "mover": "flow", "attempt": 1}'),
	(75, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '2026-11-28 17:28:18.288777+00', 'reminded', 'district', 'flow', '{"told": ["jhunjhunu/control-room/outbox"], "mover": "flow", "attempt": 2}'),
	(76, '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '2026-11-28 17:28:20.192544+00', 'reminded', 'desk', 'flow', '{"told": ["state/abhay-desk/outbox"], "mover": "flow", "attempt": 2}'),
	(77, '771fab90-b6d3-4d99-81f2-252422f665ce', '2026-11-28 17:28:22.280257+00', 'rung_entered', 'dgp', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:38:22.280257Z"}'),
	(78, '771fab90-b6d3-4d99-81f2-252422f665ce', '2026-11-28 17:28:22.280257+00', 'paged', 'dgp', 'flow', '{"told": ["state/dgp-control/outbox"], "mover": "flow", "attempt": 1}'),
	(79, '771fab90-b6d3-4d99-81f2-252422f665ce', '2026-11-28 17:28:22.280257+00', 'paged', 'dgp', 'flow', '{"told": ["bhilwara/control-room/outbox", "jaipur-rural/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(80, '7a17492e-be56-46af-80ef-5c434c17884e', '2026-11-28 17:28:44.409204+00', 'reminded', 'district', 'flow', '{"told": ["kota-city/control-room/outbox"], "mover": "flow", "attempt": 2}'),
	(81, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:29:09.425313+00', 'rung_entered', 'sp', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:34:09.425313Z"}'),
	(82, '925dcf76-da49-45b8-9ea3-24bf1c4a4acc', '2026-11-28 17:29:09.425313+00', 'paged', 'sp', 'flow', '{"told": ["bundi/sp-office/outbox"], "mover": "flow", "attempt": 1}'),
	(83, 'dd5bfb85-5f13-47ae-8999-c98bc0cd72a7', '2026-11-28 17:29:14.65829+00', 'reminded', 'district', 'flow', '{"told": ["jalore/control-room/outbox"], "mover": "flow", "attempt": 1}'),
	(84, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '2026-11-28 17:29:18.291231+00', 'rung_entered', 'sp', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:34:18.291231Z"}'),
	(85, '03e36e1d-e59c-4463-b2ea-cb73c08659dc', '2026-11-28 17:29:18.291231+00', 'paged', 'sp', 'flow', '{"told": ["jhunjhunu/sp-office/outbox"], "mover": "flow", "attempt": 1}'),
	(86, '4c930028-ed3b-4bf4-b410-7ebbb9b379ca', '2026-11-28 17:29:20.199286+00', 'reminded', 'desk', 'flow', '{"told": ["state/abhay-desk/outbox"], "mover": "flow", "attempt": 3}'),
	(87, '7a17492e-be56-46af-80ef-5c434c17884e', '2026-11-28 17:29:44.277544+00', 'rung_entered', 'sp', 'flow', '{"mover": "flow", "round": 1, "due_at": "2026-11-28T17:34:44.277544Z"}'),
	(88, '7a17492e-be56-46af-80ef-5c434c17884e', '2026-11-28 17:29:44.277544+00', 'paged', 'sp', 'flow', '{"told": ["kota-city/sp-office/outbox"], "mover": "flow", "attempt": 1}');

SELECT pg_catalog.setval('public.alert_ref_seq', 11, true);

SELECT pg_catalog.setval('public.audit_id_seq', 80, true);

SELECT pg_catalog.setval('public.clock_offset_id_seq', 1, false);

SELECT pg_catalog.setval('public.identity_id_seq', 27, true);

SELECT pg_catalog.setval('public.policy_version_version_seq', 1, true);

SELECT pg_catalog.setval('public.timeline_id_seq', 88, true);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT pk_acknowledgement PRIMARY KEY (id);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT pk_alert PRIMARY KEY (id);

ALTER TABLE ONLY public.alert_event
    ADD CONSTRAINT pk_alert_event PRIMARY KEY (id);

ALTER TABLE ONLY public.alert_unit
    ADD CONSTRAINT pk_alert_unit PRIMARY KEY (alert_id, unit_id);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT pk_api_token PRIMARY KEY (id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (id);

ALTER TABLE ONLY public.canary
    ADD CONSTRAINT pk_canary PRIMARY KEY (id);

ALTER TABLE ONLY public.clock_offset
    ADD CONSTRAINT pk_clock_offset PRIMARY KEY (id);

ALTER TABLE ONLY public.contact_point
    ADD CONSTRAINT pk_contact_point PRIMARY KEY (id);

ALTER TABLE ONLY public.content
    ADD CONSTRAINT pk_content PRIMARY KEY (event_id);

ALTER TABLE ONLY public.district
    ADD CONSTRAINT pk_district PRIMARY KEY (id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT pk_evidence PRIMARY KEY (event_id);

ALTER TABLE ONLY public.hand_over
    ADD CONSTRAINT pk_hand_over PRIMARY KEY (id);

ALTER TABLE ONLY public.hand_over_receipt
    ADD CONSTRAINT pk_hand_over_receipt PRIMARY KEY (id);

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT pk_identity PRIMARY KEY (id);

ALTER TABLE ONLY public.lease
    ADD CONSTRAINT pk_lease PRIMARY KEY (alert_id);

ALTER TABLE ONLY public.mailbox
    ADD CONSTRAINT pk_mailbox PRIMARY KEY (name);

ALTER TABLE ONLY public.mailbox_message
    ADD CONSTRAINT pk_mailbox_message PRIMARY KEY (mailbox, uidvalidity, uid);

ALTER TABLE ONLY public.milestone
    ADD CONSTRAINT pk_milestone PRIMARY KEY (alert_id, kind);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT pk_notification PRIMARY KEY (id);

ALTER TABLE ONLY public.pin_failure
    ADD CONSTRAINT pk_pin_failure PRIMARY KEY (alert_id, contact_id);

ALTER TABLE ONLY public.police_unit
    ADD CONSTRAINT pk_police_unit PRIMARY KEY (id);

ALTER TABLE ONLY public.policy_version
    ADD CONSTRAINT pk_policy_version PRIMARY KEY (version);

ALTER TABLE ONLY public.post
    ADD CONSTRAINT pk_post PRIMARY KEY (id);

ALTER TABLE ONLY public.subject
    ADD CONSTRAINT pk_subject PRIMARY KEY (event_id);

ALTER TABLE ONLY public.timeline
    ADD CONSTRAINT pk_timeline PRIMARY KEY (id);

ALTER TABLE ONLY public.alert_event
    ADD CONSTRAINT uq_alert_event_delivery_key UNIQUE (delivery_key);

ALTER TABLE ONLY public.alert_event
    ADD CONSTRAINT uq_alert_event_event_key UNIQUE (event_key);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT uq_alert_flow_run_id UNIQUE (flow_run_id);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT uq_alert_ref UNIQUE (ref);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT uq_api_token_token_hash UNIQUE (token_hash);

ALTER TABLE ONLY public.contact_point
    ADD CONSTRAINT uq_contact_point_place UNIQUE NULLS NOT DISTINCT (unit_id, post_id, channel, address);

ALTER TABLE ONLY public.hand_over
    ADD CONSTRAINT uq_hand_over_number UNIQUE (alert_id, number);

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT uq_identity_alert_kind_digest UNIQUE (alert_id, kind, digest);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT uq_notification_once UNIQUE NULLS NOT DISTINCT (alert_id, kind, rung, round, attempt, unit_id, post_id, contact_id, channel);

CREATE INDEX ix_acknowledgement_alert_id ON public.acknowledgement USING btree (alert_id);

CREATE INDEX ix_alert_due ON public.alert USING btree (next_at) WHERE (status <> 'closed'::text);

CREATE INDEX ix_alert_event_alert_id ON public.alert_event USING btree (alert_id);

CREATE INDEX ix_alert_merged_into ON public.alert USING btree (merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX ix_alert_received_at ON public.alert USING btree (received_at);

CREATE INDEX ix_alert_split_from ON public.alert USING btree (split_from) WHERE (split_from IS NOT NULL);

CREATE INDEX ix_alert_unit_unit_id ON public.alert_unit USING btree (unit_id);

CREATE INDEX ix_audit_action ON public.audit USING btree (action);

CREATE INDEX ix_audit_alert_id ON public.audit USING btree (alert_id);

CREATE INDEX ix_canary_mailbox ON public.canary USING btree (mailbox);

CREATE INDEX ix_contact_point_unit_id ON public.contact_point USING btree (unit_id);

CREATE INDEX ix_content_alert_id ON public.content USING btree (alert_id);

CREATE INDEX ix_hand_over_receipt_alert_id ON public.hand_over_receipt USING btree (alert_id);

CREATE INDEX ix_identity_digest ON public.identity USING btree (digest);

CREATE INDEX ix_mailbox_message_sha256 ON public.mailbox_message USING btree (mailbox, sha256);

CREATE INDEX ix_mailbox_message_unsettled ON public.mailbox_message USING btree (mailbox, uidvalidity, uid) WHERE (settled_at IS NULL);

CREATE INDEX ix_notification_alert_id ON public.notification USING btree (alert_id);

CREATE INDEX ix_notification_open ON public.notification USING btree (alert_id) WHERE (status = ANY (ARRAY['queued'::text, 'sending'::text]));

CREATE INDEX ix_police_unit_district_id ON public.police_unit USING btree (district_id);

CREATE INDEX ix_subject_alert_id ON public.subject USING btree (alert_id);

CREATE INDEX ix_timeline_alert_id ON public.timeline USING btree (alert_id);

CREATE UNIQUE INDEX uq_acknowledgement_first ON public.acknowledgement USING btree (alert_id) WHERE first;

ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT fk_acknowledgement_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.acknowledgement
    ADD CONSTRAINT fk_acknowledgement_notification_id_notification FOREIGN KEY (notification_id) REFERENCES public.notification(id);

ALTER TABLE ONLY public.alert_event
    ADD CONSTRAINT fk_alert_event_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT fk_alert_merged_into_alert FOREIGN KEY (merged_into) REFERENCES public.alert(ref);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT fk_alert_policy_version_policy_version FOREIGN KEY (policy_version) REFERENCES public.policy_version(version);

ALTER TABLE ONLY public.alert
    ADD CONSTRAINT fk_alert_split_from_alert FOREIGN KEY (split_from) REFERENCES public.alert(ref);

ALTER TABLE ONLY public.alert_unit
    ADD CONSTRAINT fk_alert_unit_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.alert_unit
    ADD CONSTRAINT fk_alert_unit_unit_id_police_unit FOREIGN KEY (unit_id) REFERENCES public.police_unit(id);

ALTER TABLE ONLY public.api_token
    ADD CONSTRAINT fk_api_token_unit_id_police_unit FOREIGN KEY (unit_id) REFERENCES public.police_unit(id);

ALTER TABLE ONLY public.audit
    ADD CONSTRAINT fk_audit_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.contact_point
    ADD CONSTRAINT fk_contact_point_post_id_post FOREIGN KEY (post_id) REFERENCES public.post(id);

ALTER TABLE ONLY public.contact_point
    ADD CONSTRAINT fk_contact_point_unit_id_police_unit FOREIGN KEY (unit_id) REFERENCES public.police_unit(id);

ALTER TABLE ONLY public.content
    ADD CONSTRAINT fk_content_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.content
    ADD CONSTRAINT fk_content_event_id_alert_event FOREIGN KEY (event_id) REFERENCES public.alert_event(id);

ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT fk_evidence_event_id_alert_event FOREIGN KEY (event_id) REFERENCES public.alert_event(id);

ALTER TABLE ONLY public.hand_over
    ADD CONSTRAINT fk_hand_over_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.hand_over_receipt
    ADD CONSTRAINT fk_hand_over_receipt_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.identity
    ADD CONSTRAINT fk_identity_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.lease
    ADD CONSTRAINT fk_lease_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.mailbox_message
    ADD CONSTRAINT fk_mailbox_message_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.mailbox_message
    ADD CONSTRAINT fk_mailbox_message_mailbox_mailbox FOREIGN KEY (mailbox) REFERENCES public.mailbox(name);

ALTER TABLE ONLY public.milestone
    ADD CONSTRAINT fk_milestone_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT fk_notification_about_post_id_post FOREIGN KEY (about_post_id) REFERENCES public.post(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT fk_notification_about_unit_id_police_unit FOREIGN KEY (about_unit_id) REFERENCES public.police_unit(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT fk_notification_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT fk_notification_contact_id_contact_point FOREIGN KEY (contact_id) REFERENCES public.contact_point(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT fk_notification_post_id_post FOREIGN KEY (post_id) REFERENCES public.post(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT fk_notification_resend_of_notification FOREIGN KEY (resend_of) REFERENCES public.notification(id);

ALTER TABLE ONLY public.notification
    ADD CONSTRAINT fk_notification_unit_id_police_unit FOREIGN KEY (unit_id) REFERENCES public.police_unit(id);

ALTER TABLE ONLY public.pin_failure
    ADD CONSTRAINT fk_pin_failure_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.pin_failure
    ADD CONSTRAINT fk_pin_failure_contact_id_contact_point FOREIGN KEY (contact_id) REFERENCES public.contact_point(id);

ALTER TABLE ONLY public.police_unit
    ADD CONSTRAINT fk_police_unit_district_id_district FOREIGN KEY (district_id) REFERENCES public.district(id);

ALTER TABLE ONLY public.subject
    ADD CONSTRAINT fk_subject_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);

ALTER TABLE ONLY public.subject
    ADD CONSTRAINT fk_subject_event_id_alert_event FOREIGN KEY (event_id) REFERENCES public.alert_event(id);

ALTER TABLE ONLY public.timeline
    ADD CONSTRAINT fk_timeline_alert_id_alert FOREIGN KEY (alert_id) REFERENCES public.alert(id);
