package dev.kehu.wrong.customer.command;

import org.springframework.web.bind.annotation.RestController;

/** Deciders do not speak HTTP. */
@RestController
class ServesHttp {}
