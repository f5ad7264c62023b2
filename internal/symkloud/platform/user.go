package platform

import (
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-onprem/terraform-provider-onprem/internal/attribute"
	"github.com/terraform-onprem/terraform-provider-onprem/internal/entity"
)

// user is an account of a platform ("UserList", "AddUser", "ModifyUser" and
// "DeleteUser" in the reference).
type user struct {
	Name            types.String `tfsdk:"name"                api:"name,fixed"`
	RoleKey         types.String `tfsdk:"role_key"            api:"roleKey,changed=newRoleKey"`
	Password        types.String `tfsdk:"password_wo"         api:"password,secret,demanded,changed=newPassword"`
	PasswordVersion types.Int64  `tfsdk:"password_wo_version"`
}

// userFigures are what only data sources show.
type userFigures struct {
	RoleText types.String `tfsdk:"role_text" api:"roleText"`
}

// userName is what an account can be called.
var userName = regexp.MustCompile(`^[A-Za-z0-9]*$`)

// User is an account that can log in to a platform.
var User = entity.Collection[user, userFigures]{
	Name: "symkloud_user",
	Description: "An account of a symkloud platform.\n\n" +
		"The platform shows no password, so that a new one is sent only when `password_wo_version` changes. " +
		"The account that the provider itself logs in with is never deleted or changed by it.",
	Path: "UserList", Keys: []string{"name"}, Object: "UserList", Inside: "result",
	CreateBy: "AddUser", UpdateBy: "ModifyUser", UpdateWith: []string{"name"}, DeleteBy: "DeleteUser", DeleteWith: []string{"name"},
	Update:   entity.TogetherInOneRequest,
	Check:    checkUser,
	Refusals: userRefusals(),
	Attributes: map[string]schema.Attribute{
		"name": schema.StringAttribute{Required: true, Validators: []validator.String{
			stringvalidator.LengthBetween(1, 20), stringvalidator.RegexMatches(userName, "must have letters and digits alone")},
			MarkdownDescription: "What the account logs in with, 1 to 20 letters and digits. Another name replaces the account."},
		"role_key": schema.StringAttribute{Required: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
			MarkdownDescription: "What the account may do: `admin` is everything. The platform names its other roles."},
		"password_wo": entity.Secret("The password, 1 to 20 characters, none of them a quote or a backslash.",
			stringvalidator.LengthBetween(1, 20), attribute.Without(`"'\`, "quotes and backslashes")),
		"password_wo_version": entity.SecretVersion(),
	},
	Figures: map[string]string{"role_text": "What the platform calls the role."},
}

// checkUser keeps the provider from locking itself out.
func checkUser(change entity.Change[user]) diag.Diagnostics {
	if change.Prior == nil || change.Prior.Name.ValueString() != change.Account {
		return nil
	}
	at := path.Root("name")
	switch {
	case change.Plan == nil, !change.Plan.Name.Equal(change.Prior.Name):
	case !change.Plan.RoleKey.Equal(change.Prior.RoleKey):
		at = path.Root("role_key")
	case !change.Plan.PasswordVersion.Equal(change.Prior.PasswordVersion):
		at = path.Root("password_wo_version")
	default:
		return nil
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(at, "The Provider's Own Account",
		fmt.Sprintf("The provider logs in as %q. Deleting that account, or giving it another role or password, would lock the provider out. "+
			"Have the provider log in with another account first, or change this one by other means; to leave it alone, use a removed block with lifecycle { destroy = false }.", change.Account))}
}

func userRefusals() entity.Refusals {
	return entity.Refusals{
		"1":  {Always: true, Remedy: "The platform says no more. Look into its event log, and plan again."},
		"4":  {Always: true, Remedy: "Check name, role_key and password_wo."},
		"20": {Always: true, Remedy: "Give a new role_key, or a new password_wo with its version."},
		"24": {Always: true, Remedy: "The platform keeps the account admin: leave it."},
		"25": {About: []string{"name"}, Remedy: "Somebody else has deleted it. Plan again."},
		"26": {About: []string{"name"}, Remedy: "Give another name, or import the account."},
		"34": {About: []string{"password_wo"}, Remedy: "Have the provider log in as an administrator."},
		"40": {Always: true, Remedy: "The platform has one IPMI user: change that one."},
		"41": {Always: true, Remedy: "The platform keeps its IPMI user: leave it."},
		"48": {About: []string{"name"}, Remedy: "Give 1 to 20 letters and digits."},
		"49": {About: []string{"password_wo"}, Remedy: "Give 1 to 20 characters, none of them a quote or a backslash."},
		"50": {About: []string{"role_key"}, Remedy: "Give a role that the platform has, such as admin."},
		"52": {About: []string{"role_key"}, Remedy: "Of the IPMI user only the password can change."},
	}
}
