"""读入采集表: a returned form beside the file, line by line, until every conflict is chosen."""
