output "new_year" {
  value = provider::onprem::rfc3339(1798761600000) # "2027-01-01T00:00:00Z"
}
