ephemeral "onprem_symkloud_token" "report" {}

# Which nodes there are, kept in a file by a tool that knows nothing of
# Terraform. It uses the provider's own login.
resource "terraform_data" "report" {
  provisioner "local-exec" {
    command = "curl --silent --show-error --fail --header \"Authorization: Basic $LOGIN\" --output nodes.json \"$ENDPOINT/v3/Platform/6/PresentNodes\""

    environment = {
      LOGIN    = base64encode("${ephemeral.onprem_symkloud_token.report.username}:${ephemeral.onprem_symkloud_token.report.token}")
      ENDPOINT = ephemeral.onprem_symkloud_token.report.endpoint
    }
  }
}
