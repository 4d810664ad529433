package dev.kehu.wrong.customer.web;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Jackson of the last generation. */
record OldJackson(ObjectMapper mapper) {}
