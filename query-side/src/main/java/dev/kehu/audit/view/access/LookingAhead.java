package dev.kehu.audit.view.access;

import dev.kehu.platform.download.Download;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Has every request and every body pass by {@link Looking}. */
@ControllerAdvice
final class LookingAhead implements WebMvcConfigurer, ResponseBodyAdvice<Object> {
    private final Looking looking;

    LookingAhead(Looking looking) {
        this.looking = looking;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(looking);
    }

    @Override
    public boolean supports(
            MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter answer,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        boolean shows = body != null && !(body instanceof ProblemDetail);
        if (shows && request instanceof ServletServerHttpRequest of) {
            if (body instanceof Download file) {
                looking.file(of.getServletRequest());
                return looking.marked(of.getServletRequest(), file);
            }
            looking.answer(of.getServletRequest());
        }
        return body;
    }
}
