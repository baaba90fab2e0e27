/* `jalon account reset`: for whoever can no longer sign in. */
#include "rows.h"

#include "app/access.h"

/* Logins are kept in small letters. */
static struct str login_typed(struct call *call, const char *typed)
{
	struct buf b = buf_make(call->arena);

	for (size_t i = 0; typed[i] != '\0'; i++)
		buf_char(&b, typed[i] >= 'A' && typed[i] <= 'Z'
				 ? (char)(typed[i] | 0x20)
				 : typed[i]);
	return buf_view(&b);
}

static const struct account *find_account(struct call *call, struct str login)
{
	uint32_t count;
	const struct account *all = access_accounts(call->desk, &count);
	struct str *logins = ARENA_ARRAY(call->arena, count, struct str);
	struct diag *diag;

	for (uint32_t i = 0; i < count; i++) {
		if (str_eq(all[i].login, login))
			return &all[i];
		logins[i] = all[i].login;
	}
	diag = DIAG_STR(&call->diags, (struct span){ 0 }, MSG_ACCESS_NO_ACCOUNT,
			login);
	diag_suggest(&call->diags, diag, login, logins, count);
	return NULL;
}

static enum status account_reset_run(struct call *call)
{
	const struct account *account;
	const char *base;
	struct str secret;

	if (!call_base_url(call, &base))
		return STATUS_INPUT;
	account = find_account(call, login_typed(call, call->operands[0]));
	if (account == NULL ||
	    !access_reset_account(call->desk, account->id, &secret) ||
	    !access_note(call->desk, STR("terminal"), "account.reset",
			 account->login))
		return STATUS_INPUT;
	buf_text(&call->out,
		 say(call->lang,
		     "Le mot de passe et le second facteur ne valent plus "
		     "rien, et toutes les séances sont fermées.\nCette "
		     "adresse, qui sert une fois et pendant sept jours, en "
		     "fait d'autres :\n",
		     "The password and the second factor are worth nothing "
		     "any more, and all sessions are closed.\nThis address, "
		     "which serves once and for seven days, makes others:\n"));
	buf_fmt(&call->out, "%s/setup/%.*s\n", base == NULL ? "" : base,
		STR_ARGS(secret));
	return STATUS_DONE;
}

static const struct flag flags[] = {
	FLAG_CASES,
	{ .name = "base-url",
	  .kind = VALUE_TEXT,
	  .value = { "URL", "URL" },
	  .summary = { "l'adresse publique, mise devant le lien",
		       "the public address, put before the link" } },
	{ .name = NULL },
};

const struct command command_account_reset = {
	.name = "account reset",
	.operands = { "COURRIEL", "EMAIL" },
	.operand_kind = VALUE_TEXT,
	.min = 1,
	.max = 1,
	.summary = { "redonne accès à un compte du serveur",
		     "gives access to an account of the server again" },
	.about = { "Pour qui a perdu son mot de passe ou l'appareil de son "
		   "second facteur, quand aucun administrateur ne peut "
		   "entrer : qui tient le fichier tient les comptes. Le "
		   "serveur peut rester en marche. Le journal d'audit le "
		   "garde.",
		   "For whoever lost their password or the device of their "
		   "second factor, when no administrator can come in: who "
		   "holds the file holds the accounts. The server may go on "
		   "running. The audit log keeps it." },
	.example = "jalon account reset a.roy@exemple.ca "
		   "--base-url https://jalon.exemple.ca",
	.flags = flags,
	.needs = NEEDS_CASES_WRITE,
	.run = account_reset_run,
};
